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
 * Makes an encrypted connection look like a plain one: it stands between the handler that encrypts
 * and the connection, counts handshakes, and turns the client's end of TLS into the end of its
 * input.
 */
public final class TlsLink extends ChannelInboundHandlerAdapter {
  private static final String ENCRYPTION = "tls";

  private final Certificates certificates;
  private final Security security;
  private final Consumer<Counter> counts;
  private final long since = System.currentTimeMillis();
  private @Nullable SslHandler encryption;

  /**
   * @param counts receives what happens to the connection
   */
  public TlsLink(Certificates certificates, Security security, Consumer<Counter> counts) {
    this.certificates = certificates;
    this.security = security;
    this.counts = counts;
  }

  /** Starts the handshake, before the handler of this name sees any input. */
  public void install(Channel channel, String handler) {
    encryption = certificates.handler(channel.alloc(), security);
    channel
        .pipeline()
        .addBefore(handler, ENCRYPTION, encryption)
        .addBefore(handler, "tls link", this);
  }

  /** Closes the socket without the end of TLS, for which the client would have to read. */
  public static void abort(Channel channel) {
    ChannelHandlerContext encryption = channel.pipeline().context(ENCRYPTION);
    if (encryption == null) {
      channel.close();
    } else {
      encryption.close();
    }
  }

  private boolean established() {
    return encryption != null && encryption.handshakeFuture().isSuccess();
  }

  /** Passes the bytes on, in memory that has an address. */
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
    } else if (encryption != null && encryption.engine().getSession().getCreationTime() >= since) {
      counts.accept(Counter.SSL_NEW_SESSIONS);
    }
  }

  /** Closes after an error of TLS; one of the handshake is counted already. */
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
