package dev.memfleet.exporter.insight;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.memfleet.exporter.insight.curve.Capacity;
import dev.memfleet.exporter.insight.curve.Curve;
import dev.memfleet.exporter.insight.curve.SurvivalCurve;
import dev.memfleet.exporter.insight.watch.RealGets;
import dev.memfleet.exporter.insight.watch.WatchLine;
import dev.memfleet.exporter.insight.watch.WatchLog;
import dev.memfleet.exporter.insight.watch.WatchParser;
import dev.memfleet.exporter.peer.CacheNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A watcher that reads no faster than at a rate, so that memcached leaves out what is more. */
final class SlowWatcher implements WatchLog {
  private static final int NARROW = 65_536;
  private static final int PIECE = 16_384;

  private final Socket socket = new Socket();
  private final SurvivalCurve curve;
  private final RealGets gets = new RealGets(this);
  private final WatchParser parser = new WatchParser(gets, line -> {});
  private final long bytesPerSecond;
  private final Thread reader = new Thread(this::read);
  private long skipped;

  SlowWatcher(CacheNode node, Capacity capacity, long bytesPerSecond) throws IOException {
    curve = new SurvivalCurve(capacity, WatchTally.SAMPLED_KEYS);
    this.bytesPerSecond = bytesPerSecond;
    socket.setReceiveBufferSize(NARROW);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), node.port()));
    socket.getOutputStream().write("watch fetchers mutations\r\n".getBytes(US_ASCII));
    reader.start();
  }

  private void read() {
    byte[] piece = new byte[PIECE];
    long begin = System.nanoTime();
    long bytes = 0;
    try {
      int read = socket.getInputStream().read(piece);
      while (read >= 0) {
        parser.feed(piece, 0, read);
        bytes += read;
        long due = begin + bytes * TimeUnit.SECONDS.toNanos(1) / bytesPerSecond;
        LockSupport.parkNanos(due - System.nanoTime());
        read = socket.getInputStream().read(piece);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads the rest, and makes the curve. */
  Curve finish(double hitRatio) throws Exception {
    socket.shutdownOutput();
    reader.join();
    gets.flush();
    socket.close();
    return curve.curve(hitRatio);
  }

  /** The share of the log lines that memcached dropped, from its `skipped` counts. */
  double lost() {
    return skipped / (double) (skipped + parser.lines());
  }

  @Override
  public void get(WatchLine line) {
    curve.get(line);
  }

  @Override
  public void store(WatchLine line) {
    curve.store(line);
  }

  @Override
  public void skipped(long lines) {
    skipped += lines;
  }
}
