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
 * The requests of one datagram and their replies: each reply is a message of its own, in as many
 * datagrams as it needs, each with a frame. What is not complete when the datagram ends is dropped,
 * whether a request or a reply made in parts, such as that to {@code watch}. So is a reply for
 * which memory would become scarce. Confined to the event loop.
 */
final class DatagramExchange implements SessionOutput {
  /** Bytes of a datagram, with its frame. */
  private static final int DATAGRAM = 1400;

  private static final int MAX_DATAGRAMS = 0xFFFF;

  /** Bytes of memory for each byte of a reply: in one piece, and in buffers of datagrams. */
  private static final int MEMORY_PER_BYTE = 4;

  private final Worker worker;
  private final Channel socket;
  private final InetSocketAddress sender;
  private final int id;
  private final int number;
  private final ReplyBuffer reply;
  private boolean dropped;

  DatagramExchange(Worker worker, Channel socket, InetSocketAddress sender, int id, int number) {
    this.worker = worker;
    this.socket = socket;
    this.sender = sender;
    this.id = id;
    this.number = number;
    reply = worker.reply();
  }

  /** Serves the requests in these bytes, unless more replies wait to be sent than should. */
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
    ByteBuf whole = reply.take();
    if (whole == null) {
      return;
    }
    try {
      int size = whole.readableBytes();
      int payload = DATAGRAM - DatagramSocket.FRAME;
      int datagrams = (size + payload - 1) / payload;
      for (int i = 0; i < datagrams; i++) {
        int from = i * payload;
        send(i, datagrams, whole.memoryAddress() + from, Math.min(payload, size - from));
      }
    } finally {
      whole.release();
    }
  }

  private void send(int sequence, int datagrams, long address, int length) {
    ReplyBuffer datagram = worker.reply();
    frame(datagram, id);
    frame(datagram, sequence);
    frame(datagram, datagrams);
    frame(datagram, 0);
    ByteBuf bytes = datagram.append(address, length).take();
    if (bytes != null) {
      worker.stats().count(Counter.BYTES_WRITTEN, bytes.readableBytes());
      socket.write(new DatagramPacket(bytes, sender), socket.voidPromise());
    }
  }

  private static void frame(ReplyBuffer datagram, int word) {
    datagram.append((char) (word >> 8 & 0xFF)).append((char) (word & 0xFF));
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

  /** Keeps the bytes until the request is answered; false, which ends it, if they are too many. */
  @Override
  public boolean send(ByteBuf bytes) {
    write(bytes);
    return !dropped;
  }

  @Override
  public boolean send(ByteBuf bytes, Runnable done) {
    boolean more = send(bytes);
    done.run();
    return more;
  }

  @Override
  public void write(ByteBuf bytes) {
    long size = (long) reply.size() + bytes.readableBytes();
    boolean room =
        size <= (long) MAX_DATAGRAMS * (DATAGRAM - DatagramSocket.FRAME)
            && worker.affords(MEMORY_PER_BYTE * size);
    if (room && !dropped) {
      reply.append(bytes.memoryAddress() + bytes.readerIndex(), bytes.readableBytes());
    } else if (!dropped) {
      dropped = true;
      worker.shedReply();
    }
    bytes.release();
  }

  /** Nothing to close. */
  @Override
  public void disconnect() {}

  /** Nothing continues after the datagram. */
  @Override
  public void resume() {}
}
