package dev.memfleet.exporter.fake;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.IntConsumer;

/**
 * A node that can be watched and dumped, with stats of the test's choice. Its watchers get a last
 * line when they half-close, as memcached sends what it has buffered.
 */
public final class WatchableNode extends FakeNode {
  /** The line that a watcher gets after it has half-closed. */
  public static final String LAST =
      "ts=9.9 gid=1 type=item_get key=last status=found clsid=1 cfd=9 size=1\n";

  private final Map<String, Double> stats = new LinkedHashMap<>();
  private final CopyOnWriteArrayList<Peer> watchers = new CopyOnWriteArrayList<>();
  private volatile String version = "1.6.18";
  private volatile String watchAnswer = "OK";
  private final AtomicInteger halfClosed = new AtomicInteger();
  private final AtomicInteger mostWatchers = new AtomicInteger();
  private volatile BiConsumer<Map<String, Double>, Integer> onStats = (stats, times) -> {};
  private volatile IntConsumer onVersion = times -> {};
  private final AtomicInteger versions = new AtomicInteger();
  private int asked;

  public WatchableNode() {
    for (String stat :
        new String[] {
          "threads",
          "log_watchers",
          "log_worker_dropped",
          "log_worker_written",
          "log_watcher_skipped",
          "rusage_user",
          "rusage_system",
          "listen_disabled_num",
          "cmd_get",
          "cmd_set",
          "get_hits",
          "bytes_written",
          "curr_items",
          "lru_crawler_running"
        }) {
      stats.put(stat, 0.0);
    }
    stats.put("threads", 4.0);
    start();
  }

  public WatchableNode version(String other) {
    version = other;
    return this;
  }

  public WatchableNode stat(String name, double value) {
    stats.put(name, value);
    return this;
  }

  public WatchableNode without(String name) {
    stats.remove(name);
    return this;
  }

  /** What it says to {@code watch}. */
  public WatchableNode toWatch(String answer) {
    watchAnswer = answer;
    return this;
  }

  /** Sets a change of the stats before each answer; it receives the number of the request. */
  public WatchableNode onStats(BiConsumer<Map<String, Double>, Integer> change) {
    onStats = change;
    return this;
  }

  /** Runs each time before it answers {@code version}: with how often it was asked, from 1. */
  public WatchableNode onVersion(IntConsumer before) {
    onVersion = before;
    return this;
  }

  /** Watchers that half-closed. */
  public int halfClosed() {
    return halfClosed.get();
  }

  /** The largest number of watchers at a time. */
  public int mostWatchers() {
    return mostWatchers.get();
  }

  /** Sends text to all watchers. */
  public void log(String text) throws IOException {
    for (Peer watcher : watchers) {
      watcher.send(text);
    }
  }

  @Override
  void converse(Peer peer) throws IOException {
    for (String line = peer.readLine(); line != null; line = peer.readLine()) {
      switch (line) {
        case "stats" -> peer.send(statsAnswer());
        case "version" -> {
          onVersion.accept(versions.incrementAndGet());
          peer.send("VERSION " + version + "\r\n");
        }
        default -> {
          if (line.startsWith("watch")) {
            peer.send(watchAnswer + "\r\n");
            if (watchAnswer.equals("OK")) {
              watchers.add(peer);
              mostWatchers.accumulateAndGet(watchers.size(), Math::max);
              peer.drain();
              halfClosed.incrementAndGet();
              watchers.remove(peer);
              peer.send(LAST);
              return;
            }
          } else {
            peer.send("ERROR\r\n");
          }
        }
      }
    }
  }

  private synchronized String statsAnswer() {
    asked++;
    onStats.accept(stats, asked);
    StringBuilder answer = new StringBuilder("STAT pid 1\r\nSTAT version " + version + "\r\n");
    stats.forEach(
        (name, value) ->
            answer.append("STAT ").append(name).append(' ').append(plain(value)).append("\r\n"));
    return answer.append("END\r\n").toString();
  }

  private static String plain(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }
}
