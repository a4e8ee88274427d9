package dev.memfleet.server.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.SelectionKey;

/** One connection that keeps a fixed number of requests unanswered. */
final class LoadConnection {
  private final ByteChannel channel;
  private final SelectionKey key;
  private final RequestMix requests;
  private final Histogram latencies;
  private final ByteBuffer out;

  // Ring of the unanswered requests; the oldest one's reply is partly read.
  private final long[] sentNanos;
  private final int[] replyLengths;
  private int oldest;
  private int unanswered;
  private int oldestRead;

  LoadConnection(
      ByteChannel channel,
      SelectionKey key,
      int inFlight,
      RequestMix requests,
      Histogram latencies) {
    this.channel = channel;
    this.key = key;
    this.requests = requests;
    this.latencies = latencies;
    this.out = ByteBuffer.allocateDirect(inFlight * requests.maxRequestLength());
    this.sentNanos = new long[inFlight];
    this.replyLengths = new int[inFlight];
    out.flip();
  }

  void begin() throws IOException {
    send(System.nanoTime());
  }

  void onReady(ByteBuffer scratch) throws IOException {
    if (key.isWritable()) {
      write();
    }
    if (key.isReadable()) {
      read(scratch);
    }
  }

  private void read(ByteBuffer scratch) throws IOException {
    scratch.clear();
    if (channel.read(scratch) < 0) {
      throw new EOFException("server closed a connection");
    }
    long now = System.nanoTime();
    scratch.flip();
    while (scratch.hasRemaining()) {
      takeReply(scratch, now);
    }
    if (unanswered < sentNanos.length && !out.hasRemaining()) {
      send(now);
    }
  }

  private void takeReply(ByteBuffer in, long now) {
    int length = replyLengths[oldest];
    if (unanswered == 0
        || (oldestRead == 0 && in.get(in.position()) != requests.replyStart(length))) {
      byte[] reply = new byte[Math.min(in.remaining(), 80)];
      in.get(reply);
      throw new IllegalStateException("unexpected reply: " + new String(reply, US_ASCII));
    }
    int taken = Math.min(in.remaining(), length - oldestRead);
    in.position(in.position() + taken);
    oldestRead += taken;
    if (oldestRead == length) {
      latencies.record(now - sentNanos[oldest]);
      oldest = (oldest + 1) % sentNanos.length;
      unanswered--;
      oldestRead = 0;
    }
  }

  private void send(long now) throws IOException {
    out.clear();
    while (unanswered < sentNanos.length) {
      int newest = (oldest + unanswered) % sentNanos.length;
      sentNanos[newest] = now;
      replyLengths[newest] = requests.appendNext(out);
      unanswered++;
    }
    out.flip();
    write();
  }

  private void write() throws IOException {
    channel.write(out);
    int wanted =
        out.hasRemaining() ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ;
    if (key.interestOps() != wanted) {
      key.interestOps(wanted);
    }
  }
}
