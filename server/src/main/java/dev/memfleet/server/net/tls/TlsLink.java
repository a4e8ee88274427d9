package dev.memfleet.server.net.tls;

import dev.memfleet.server.stats.Counter;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * A pipeline handler that hides TLS from the connection. It runs between the TLS handler and the
 * connection's handler, counts handshakes, and turns the client's {@code close_notify} into the end
 * of input.
 */
public final class TlsLink extends ChannelInboundHandlerAdapter {
  private static final String ENCRYPTION = "tls";

  private final Certificates certificates;
  private final Security security;
  private final Consumer<Counter> counts;
  private final long since = System.currentTimeMillis();
  private @Nullable SslHandler encryption;

  /**
   * @param counts called with each counter to increment
   */
  TlsLink(Certificates certificates, Security security, Consumer<Counter> counts) {
    this.certificates = certificates;
    this.security = security;
    this.counts = counts;
  }

  /** Inserts TLS before the handler of this name, which then receives only decrypted bytes. */
  public void install(Channel channel, String handler) {
    encryption = certificates.handler(channel.alloc(), security);
    channel
        .pipeline()
        .addBefore(handler, ENCRYPTION, encryption)
        .addBefore(handler, "tls link", this);
  }

  /**
   * Closes the socket without first sending {@code close_notify}, which could wait for a slow
   * client.
   */
  public static void abort(Channel channel) {
    ChannelHandlerContext encryption = channel.pipeline().context(ENCRYPTION);
    if (encryption == null) {
      channel.close();
    } else {
      encryption.close();
    }
  }

  /** Whether the handshake has succeeded. */
  public boolean established() {
    return encryption != null && encryption.handshakeFuture().isSuccess();
  }

  /** Passes the bytes on, copied to direct memory if they have no memory address. */
  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ByteBuf bytes = (ByteBuf) message;
    if (bytes.hasMemoryAddress()) {
      ctx.fireChannelRead(bytes);
      return;
    }
    ByteBuf direct = ctx.alloc().directBuffer(bytes.readableBytes()).writeBytes(bytes);
    bytes.release();
    ctx.fireChannelRead(direct);
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof SslHandshakeCompletionEvent handshake) {
      completed(handshake.isSuccess());
    } else if (event instanceof SslCloseCompletionEvent close) {
      if (close.isSuccess()) {
        ctx.fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
      }
    } else if (event == ChannelInputShutdownEvent.INSTANCE && !established()) {
      abort(ctx.channel());
    } else {
      ctx.fireUserEventTriggered(event);
    }
  }

  private void completed(boolean established) {
    if (!established) {
      counts.accept(Counter.SSL_HANDSHAKE_ERRORS);
    } else if (encryption != null && !TlsLibrary.resumed(encryption.engine(), since)) {
      counts.accept(Counter.SSL_NEW_SESSIONS);
    }
  }

  /**
   * Closes the connection after a TLS error. Counts the error only after the handshake: a failed
   * handshake is counted when it completes.
   */
  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (!(cause instanceof SSLException) && !(cause.getCause() instanceof SSLException)) {
      ctx.fireExceptionCaught(cause);
      return;
    }
    if (established()) {
      counts.accept(Counter.SSL_PROTO_ERRORS);
    }
    abort(ctx.channel());
  }
}
