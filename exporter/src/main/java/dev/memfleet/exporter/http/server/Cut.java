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
 * What Vert.x has no public call for. Its own {@code close} waits until the client has taken what
 * is still unsent, which one that reads nothing never does; what is written while a request is
 * being decoded goes out only after that, too late where decoding ends in an error; and what is no
 * request is answered as if it were HTTP/1.0.
 */
final class Cut {
  private Cut() {}

  /** Closes a connection at once; what is unsent is lost. */
  static void now(HttpConnection connection) {
    now(channel(connection));
  }

  /**
   * Closes a channel at once, without its TLS handler, which would wait until close_notify is sent.
   */
  static void now(Channel channel) {
    ChannelHandlerContext first = channel.pipeline().firstContext();
    if (first == null) {
      channel.close();
    } else {
      first.close();
    }
  }

  /** Sends what is written so far. */
  static void flush(HttpConnection connection) {
    context(connection).flush();
  }

  /** Answers what is no request; what is longer than any request is cut off. */
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

  /** Answers with a line of plain text, and closes when it is sent. */
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

  /** The most that buffers may take off the heap. */
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
