package dev.memfleet.server.net;

import dev.memfleet.server.session.Worker;
import dev.memfleet.server.stats.Counter;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.socket.nio.NioChannelOption;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.unix.UnixChannelOption;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/**
 * One event loop's UDP socket; all loops share its address. Each datagram starts with a frame of 8
 * bytes: the request's id, a sequence number, the number of datagrams that make up the message, and
 * 2 reserved bytes. A datagram is dropped without a reply if it has no request after the frame, if
 * it is a part of a longer message, or if it seems to come from a server, because two servers could
 * answer each other endlessly. Requests are also dropped while the socket is not writable or memory
 * for replies is scarce. Confined to the event loop.
 */
final class DatagramSocket extends ChannelInboundHandlerAdapter {
  static final int FRAME = 8;
  private static final int MESSAGE_SIZE_AT = 4;

  /** Lower ports belong to services, which might answer a reply. */
  private static final int FIRST_CLIENT_PORT = 1024;

  private static final WriteBufferWaterMark WATER_MARKS =
      new WriteBufferWaterMark(64 << 10, 128 << 10);

  private final Worker worker;
  private final LoopReads reads;
  private final DatagramLimit limit;
  private @Nullable Channel channel;
  private volatile int number = -1;

  DatagramSocket(Worker worker, LoopReads reads, DatagramLimit limit) {
    this.worker = worker;
    this.reads = reads;
    this.limit = limit;
  }

  /** Sets the number that {@code stats conns} gives it. */
  void number(int given) {
    number = given;
  }

  /**
   * Fails if another program has bound the address; otherwise the loops' sockets, which have
   * SO_REUSEPORT, might share it with that program.
   *
   * @throws IOException if the address is in use
   */
  static void requireFree(SocketAddress address) throws IOException {
    try (java.net.DatagramSocket probe = new java.net.DatagramSocket(null)) {
      probe.setReuseAddress(false);
      probe.bind(local(address));
    }
  }

  private static InetSocketAddress local(SocketAddress address) throws UnknownHostException {
    return new InetSocketAddress(
        InetAddress.getByName(address.host()), Math.max(0, address.port()));
  }

  /** Binds to an address on a context's event loop; the result is the address with its port. */
  Future<SocketAddress> bind(ContextInternal context, SocketAddress address) {
    Promise<SocketAddress> bound = context.promise();
    try {
      var factory = context.owner().transport().datagramChannelFactory();
      ChannelFuture binding =
          new Bootstrap()
              .group(context.nettyEventLoop())
              .channelFactory(() -> shared(factory.newChannel()))
              .handler(this)
              .bind(local(address));
      channel = binding.channel();
      binding.addListener(done -> complete(bound, address.host(), binding));
    } catch (UnknownHostException e) {
      bound.fail(e);
    }
    return bound.future();
  }

  private static void complete(Promise<SocketAddress> bound, String host, ChannelFuture binding) {
    if (binding.isSuccess()) {
      int port = ((InetSocketAddress) binding.channel().localAddress()).getPort();
      bound.complete(SocketAddress.inetSocketAddress(port, host));
    } else {
      bound.fail(binding.cause());
    }
  }

  private DatagramChannel shared(DatagramChannel socket) {
    socket.config().setRecvByteBufAllocator(reads.ofDatagrams());
    socket.config().setWriteBufferWaterMark(WATER_MARKS);
    socket
        .config()
        .setOption(
            socket instanceof NioDatagramChannel
                ? NioChannelOption.of(StandardSocketOptions.SO_REUSEPORT)
                : UnixChannelOption.SO_REUSEPORT,
            true);
    return socket;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    DatagramPacket datagram = (DatagramPacket) message;
    try {
      ByteBuf in = datagram.content();
      if (in.readableBytes() > FRAME) {
        worker.stats().count(Counter.BYTES_READ, in.readableBytes());
        boolean whole = in.getUnsignedShort(in.readerIndex() + MESSAGE_SIZE_AT) == 1;
        if (whole && !isClient(datagram.sender().getPort(), ctx.channel().localAddress())) {
          worker.stats().count(Counter.UDP_REFUSED);
        } else if (whole && ctx.channel().isWritable() && !worker.repliesScarce()) {
          serve(ctx.channel(), datagram, in);
        }
      }
    } finally {
      datagram.release();
    }
  }

  /**
   * Whether a port may belong to a client: it is neither a service's port nor equal to our own
   * port.
   */
  private static boolean isClient(int port, java.net.SocketAddress own) {
    return port >= FIRST_CLIENT_PORT
        && !(own instanceof InetSocketAddress local && local.getPort() == port);
  }

  private void serve(Channel socket, DatagramPacket datagram, ByteBuf in) {
    DatagramExchange exchange =
        new DatagramExchange(
            worker,
            socket,
            limit,
            datagram.sender(),
            in.getUnsignedShort(in.readerIndex()),
            number);
    try {
      exchange.serve(in.memoryAddress() + in.readerIndex() + FRAME, in.readableBytes() - FRAME);
    } catch (Throwable t) {
      worker.errors().report("datagram", t);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    ctx.flush();
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    ctx.channel().config().setAutoRead(ctx.channel().isWritable());
  }

  /** Socket errors are those of earlier replies, which the network refused. */
  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (!(cause instanceof IOException)) {
      worker.errors().report("datagram", cause);
    }
  }

  void close() {
    if (channel != null) {
      channel.close();
    }
  }
}
