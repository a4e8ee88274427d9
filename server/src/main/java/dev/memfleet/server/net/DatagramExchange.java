package dev.memfleet.server.net;

import dev.memfleet.server.protocol.ReplyBuffer;
import dev.memfleet.server.protocol.RequestDecoder;
import dev.memfleet.server.session.Session;
import dev.memfleet.server.session.SessionOutput;
import dev.memfleet.server.session.Worker;
import dev.memfleet.server.stats.Counter;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetSocketAddress;

/**
 * The requests of one datagram and their replies. Each reply is a separate message, sent in as many
 * datagrams as it needs, each with a frame. Dropped are requests and replies that are incomplete
 * when the datagram ends, such as the reply to {@code watch}, replies that would make memory
 * scarce, and replies that exceed the limit of the client's address. Confined to the event loop.
 */
final class DatagramExchange implements SessionOutput {
  /** Bytes of a datagram, with its frame. */
  private static final int DATAGRAM = 1400;

  private static final int MAX_DATAGRAMS = 0xFFFF;

  /** Bytes of memory for each byte of a reply while its buffer grows to twice its size. */
  private static final int MEMORY_PER_BYTE = 3;

  private static final byte[] EMPTY_FRAME = new byte[DatagramSocket.FRAME];

  private final Worker worker;
  private final Channel socket;
  private final DatagramLimit limit;
  private final InetSocketAddress sender;
  private final int id;
  private final int number;

  /** The reply to one request, as the datagrams of a message, their frames still empty. */
  private final ReplyBuffer reply;

  private boolean dropped;

  DatagramExchange(
      Worker worker,
      Channel socket,
      DatagramLimit limit,
      InetSocketAddress sender,
      int id,
      int number) {
    this.worker = worker;
    this.socket = socket;
    this.limit = limit;
    this.sender = sender;
    this.id = id;
    this.number = number;
    reply = worker.reply();
  }

  /**
   * Serves the requests in these bytes, as long as the socket is writable and no reply is dropped.
   */
  void serve(long address, int length) {
    Session session = new Session(worker, this);
    try {
      RequestDecoder decoder = session.decoder();
      int used = 0;
      boolean more = true;
      while (more) {
        int taken = decoder.decode(address + used, length - used, 1);
        used += taken;
        more = taken > 0 && !decoder.blocked() && !decoder.closed();
        boolean complete = !decoder.receivingData() || decoder.skippingData();
        if (more && complete && session.flush()) {
          answer();
        }
        more &= used < length && !dropped && socket.isWritable();
      }
    } finally {
      session.close();
      clear();
    }
  }

  /** Sends what was replied to one request. */
  private void answer() {
    ByteBuf message = reply.take();
    if (message == null) {
      return;
    }
    if (limit.allows(sender.getAddress(), message.readableBytes())) {
      sendAll(message);
    } else {
      dropped = true;
      worker.stats().count(Counter.UDP_REFUSED);
    }
    message.release();
  }

  private void sendAll(ByteBuf message) {
    int size = message.readableBytes();
    int datagrams = (size + DATAGRAM - 1) / DATAGRAM;
    for (int i = 0; i < datagrams; i++) {
      int at = i * DATAGRAM;
      message.setShort(at, id);
      message.setShort(at + Short.BYTES, i);
      message.setShort(at + 2 * Short.BYTES, datagrams);
      ByteBuf datagram = message.retainedSlice(at, Math.min(DATAGRAM, size - at));
      socket.write(new DatagramPacket(datagram, sender), socket.voidPromise());
    }
    worker.stats().count(Counter.BYTES_WRITTEN, size);
  }

  /** Appends bytes, with room for a frame in front of each datagram. */
  private void append(long address, int length) {
    int done = 0;
    while (done < length) {
      int filled = reply.size() % DATAGRAM;
      if (filled == 0) {
        reply.append(EMPTY_FRAME);
        filled = DatagramSocket.FRAME;
      }
      int part = Math.min(length - done, DATAGRAM - filled);
      reply.append(address + done, part);
      done += part;
    }
  }

  private void clear() {
    ByteBuf rest = reply.take();
    if (rest != null) {
      rest.release();
    }
  }

  @Override
  public int number() {
    return number;
  }

  @Override
  public boolean isConnected() {
    return false;
  }

  @Override
  public boolean send(ByteBuf bytes) {
    return write(bytes);
  }

  /**
   * Collects the bytes until the reply is complete; returns false if the reply is dropped as too
   * large.
   */
  @Override
  public boolean write(ByteBuf bytes) {
    long size = (long) reply.size() + bytes.readableBytes();
    boolean room =
        size <= (long) MAX_DATAGRAMS * (DATAGRAM - DatagramSocket.FRAME)
            && worker.affords(MEMORY_PER_BYTE * size);
    if (room && !dropped) {
      append(bytes.memoryAddress() + bytes.readerIndex(), bytes.readableBytes());
    } else if (!dropped) {
      dropped = true;
      worker.shedReply();
    }
    bytes.release();
    return !dropped;
  }

  /** Nothing to close. */
  @Override
  public void disconnect() {}

  /** Nothing continues after the datagram. */
  @Override
  public void resume() {}
}
