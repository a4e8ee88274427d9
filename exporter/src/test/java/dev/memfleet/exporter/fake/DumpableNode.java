package dev.memfleet.exporter.fake;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** A node whose items can be dumped, with stats and an answer of the test's choice. */
public final class DumpableNode extends FakeNode {
  private static final String SETTINGS =
      """
      STAT growth_factor 1.25
      STAT chunk_size 48
      STAT slab_chunk_max 524288
      STAT slab_automove 1
      STAT lru_crawler yes
      END
      """
          .replace("\n", "\r\n");

  private final Map<String, Long> stats = new LinkedHashMap<>();
  private final List<String> dumps = new ArrayList<>();
  private final AtomicInteger whole = new AtomicInteger();
  private volatile String version = "1.6.18";
  private volatile BiConsumer<Map<String, Long>, Integer> onStats = (stats, times) -> {};
  private volatile Consumer<Peer> beforeEnd = peer -> {};
  private int asked;

  public DumpableNode() {
    stats.put("time", 1_795_342_690L);
    stats.put("curr_items", 2L);
    stats.put("lru_crawler_running", 0L);
    stats.put("limit_maxbytes", 64L << 20);
    start();
  }

  public DumpableNode version(String other) {
    version = other;
    return this;
  }

  public DumpableNode stat(String name, long value) {
    stats.put(name, value);
    return this;
  }

  public DumpableNode without(String name) {
    stats.remove(name);
    return this;
  }

  /** Sets the answers to {@code lru_crawler}, one per request; the last one is repeated. */
  public DumpableNode dumps(String... answers) {
    dumps.addAll(List.of(answers));
    return this;
  }

  /** Sets a change of the stats before each answer; it receives the number of the request. */
  public DumpableNode onStats(BiConsumer<Map<String, Long>, Integer> change) {
    onStats = change;
    return this;
  }

  /** Runs after the first half of a dump was sent. */
  public DumpableNode inTheMidst(Consumer<Peer> pause) {
    beforeEnd = pause;
    return this;
  }

  /** Stops in the midst of a dump until the latch is down. */
  public DumpableNode waitsFor(CountDownLatch latch) {
    return inTheMidst(
        peer -> {
          try {
            latch.await();
          } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
          }
        });
  }

  /** Dumps that the client read to their end before it closed the connection. */
  public int wholeDumps() {
    return whole.get();
  }

  /** How often it was sent a command for its crawler. */
  public long crawls() {
    return requests().stream().filter(line -> line.startsWith("lru_crawler")).count();
  }

  @Override
  void converse(Peer peer) throws IOException {
    for (String line = peer.readLine(); line != null; line = peer.readLine()) {
      switch (line) {
        case "stats" -> peer.send(statsAnswer());
        case "stats settings" -> peer.send(SETTINGS);
        case "stats items" -> peer.send("STAT items:1:number 2\r\nSTAT items:1:age 100\r\nEND\r\n");
        case "stats slabs" -> peer.send("STAT 1:chunk_size 96\r\nSTAT 1:total_pages 1\r\nEND\r\n");
        case "lru_crawler metadump all" -> dump(peer);
        default -> peer.send("ERROR\r\n");
      }
    }
  }

  private void dump(Peer peer) throws IOException {
    String answer;
    synchronized (this) {
      answer = dumps.isEmpty() ? "END\r\n" : dumps.size() == 1 ? dumps.get(0) : dumps.remove(0);
    }
    peer.send(answer.substring(0, answer.length() / 2));
    beforeEnd.accept(peer);
    peer.send(answer.substring(answer.length() / 2));
    peer.drain();
    whole.incrementAndGet();
  }

  private synchronized String statsAnswer() {
    asked++;
    onStats.accept(stats, asked);
    StringBuilder answer = new StringBuilder("STAT pid 1\r\nSTAT version " + version + "\r\n");
    stats.forEach(
        (name, value) ->
            answer.append("STAT ").append(name).append(' ').append(value).append("\r\n"));
    return answer.append("END\r\n").toString();
  }
}
