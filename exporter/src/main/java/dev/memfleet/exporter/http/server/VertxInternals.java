package dev.memfleet.exporter.http.server;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.util.internal.PlatformDependent;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.HttpServerConnection;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/**
 * Operations for which Vert.x has no public API. Its {@code close} waits until the client has read
 * all that is unsent, forever if the client reads nothing. What is written while a request is being
 * decoded is sent only after decoding, too late if decoding fails. A malformed request is answered
 * as if it were HTTP/1.0.
 */
final class VertxInternals {
  private VertxInternals() {}

  /** Closes a connection at once; unsent data is lost. */
  static void now(HttpConnection connection) {
    now(channel(connection));
  }

  /**
   * Closes a channel at once, bypassing its TLS handler, which would wait until close_notify is
   * sent.
   */
  static void now(Channel channel) {
    ChannelHandlerContext first = channel.pipeline().firstContext();
    if (first == null) {
      channel.close();
    } else {
      first.close();
    }
  }

  /** Sends everything written so far. */
  static void flush(HttpConnection connection) {
    context(connection).flush();
  }

  /** Answers a malformed request; closes the connection of one that is too long. */
  static void refuse(HttpServerRequest request) {
    Throwable cause = request.decoderResult().cause();
    if (cause instanceof TooLongFrameException) {
      now(request.connection());
      return;
    }
    try {
      RequestHead.checkCoding(request.headers());
      refuse(request.connection(), 400, "Bad Request", "malformed request");
    } catch (BadRequestException unknown) {
      refuse(request.connection(), unknown.status(), "Not Implemented", unknown.message());
    }
  }

  /** Answers with a line of plain text, and closes the connection once it is sent. */
  private static void refuse(HttpConnection connection, int status, String reason, String line) {
    String answer =
        "HTTP/1.1 %d %s\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: %d\r\nConnection: close\r\n%s\r\n%s\n"
            .formatted(status, reason, line.length() + 1, securityHeaders(), line);
    context(connection)
        .pipeline()
        .context("httpEncoder")
        .writeAndFlush(Unpooled.copiedBuffer(answer, StandardCharsets.US_ASCII))
        .addListener(ChannelFutureListener.CLOSE);
  }

  private static String securityHeaders() {
    MultiMap headers = MultiMap.caseInsensitiveMultiMap();
    SecurityHeaders.add(headers);
    return headers.entries().stream()
        .map(header -> header.getKey() + ": " + header.getValue() + "\r\n")
        .collect(Collectors.joining());
  }

  /** Upper limit of direct memory, in bytes. */
  static long directMemory() {
    return PlatformDependent.maxDirectMemory();
  }

  /** The connection's channel. */
  static Channel channel(HttpConnection connection) {
    return context(connection).channel();
  }

  private static ChannelHandlerContext context(HttpConnection connection) {
    return ((HttpServerConnection) connection).channelHandlerContext();
  }
}
