package dev.memfleet.exporter.insight;

import dev.memfleet.exporter.client.Connector;
import dev.memfleet.exporter.fake.EventLoop;
import dev.memfleet.exporter.insight.curve.Curve;
import dev.memfleet.exporter.insight.curve.Curve.Point;
import dev.memfleet.exporter.insight.hot.KeyText;
import dev.memfleet.exporter.insight.hot.Prefixes;
import dev.memfleet.exporter.load.Lockstep;
import dev.memfleet.exporter.load.Lockstep.Counts;
import dev.memfleet.exporter.load.Requests;
import dev.memfleet.exporter.node.NodeAddress;
import dev.memfleet.exporter.peer.CacheNode;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** memcached of several sizes that get the same requests; the one of size 1 is watched. */
final class Sizes implements AutoCloseable {
  private static final double MOST_CPU = 0.2;

  private final EventLoop loop = new EventLoop();
  private final List<Double> memory;
  private final List<CacheNode> nodes = new ArrayList<>();
  private final Lockstep client;
  private final int one;
  private volatile @Nullable Counts begin;
  private volatile @Nullable Counts end;

  /** What a window predicted, and what was. */
  record Window(WatchResult watched, List<Double> memory, List<Double> truth) {
    WatchReport report() {
      return watched.report().orElseThrow();
    }

    Curve curve() {
      return report().curve().orElseThrow();
    }

    Point point(int size) {
      return curve().points().stream()
          .filter(point -> point.memory() == memory.get(size))
          .findFirst()
          .orElseThrow();
    }

    double error(int size) {
      return point(size).hitRatio() - truth.get(size);
    }
  }

  /**
   * @param megabytes of the node of size 1
   * @param memory of the others, as multiples
   */
  Sizes(Path folder, Requests load, int megabytes, List<Double> memory, String... options) {
    this(folder, load, memory, megabytes, memory.stream().map(times -> List.of(options)).toList());
  }

  private Sizes(
      Path folder, Requests load, List<Double> memory, int megabytes, List<List<String>> options) {
    this.memory = List.copyOf(memory);
    one = memory.indexOf(1.0);
    for (int i = 0; i < memory.size(); i++) {
      List<String> all = new ArrayList<>(List.of("-m", "" + Math.round(megabytes * memory.get(i))));
      all.addAll(options.get(i));
      nodes.add(CacheNode.memcached(folder, "node" + i, all.toArray(String[]::new)));
    }
    client = new Lockstep(load, nodes.stream().map(CacheNode::port).toList());
  }

  /** Two nodes of one size; the one with the first growth factor is watched. */
  static Sizes ofFactors(Path folder, Requests load, int megabytes, String watched, String other) {
    return new Sizes(
        folder,
        load,
        List.of(1.0, 1.0),
        megabytes,
        List.of(List.of("-f", watched), List.of("-f", other)));
  }

  CacheNode watched() {
    return nodes.get(one);
  }

  Lockstep client() {
    return client;
  }

  /** What the watched node counts. */
  NodeSample sample() {
    return new NodeSample(
        System.nanoTime(), table(watched().converse("stats\r\n")), Map.of(), Map.of(), slabs());
  }

  private Map<String, String> slabs() {
    return table(watched().converse("stats slabs\r\n"));
  }

  private static Map<String, String> table(String answer) {
    return answer
        .lines()
        .map(line -> line.split(" ", 3))
        .filter(words -> words[0].equals("STAT"))
        .collect(Collectors.toMap(words -> words[1], words -> words[2]));
  }

  /**
   * Watches the node of size 1 while all get requests. A window that a rule ends early, as the
   * machine is busy, is started again, like an operator would.
   */
  Window watch(Duration window, int perSecond) throws Exception {
    return watch(new WatchSettings(Duration.ZERO, window, MOST_CPU), perSecond);
  }

  /** The same, after evictions alone were watched. */
  Window watch(Duration evictions, Duration window, int perSecond) throws Exception {
    return watch(new WatchSettings(evictions, window, MOST_CPU), perSecond);
  }

  private Window watch(WatchSettings settings, int perSecond) throws Exception {
    Window result = watchOnce(settings, perSecond);
    for (int again = 0; again < 4 && result.watched().verdict() == Verdict.STOPPED; again++) {
      result = watchOnce(settings, perSecond);
    }
    return result;
  }

  private Window watchOnce(WatchSettings settings, int perSecond) throws Exception {
    begin = null;
    WatchResult watched =
        client.during(
            perSecond,
            () ->
                loop.start(() -> job(settings).run())
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get());
    Counts from = Objects.requireNonNull(begin);
    Counts to = Objects.requireNonNull(end);
    List<Double> truth = new ArrayList<>();
    for (int i = 0; i < nodes.size(); i++) {
      truth.add(to.hitRatioSince(from, i));
    }
    return new Window(watched, memory, truth);
  }

  private WatchJob job(WatchSettings settings) {
    return new WatchJob(
        loop.vertx(),
        new Connector(loop.vertx()).to(NodeAddress.parse(watched().address())),
        settings,
        Prefixes.byDefault(),
        KeyText.PLAIN,
        Clock.systemUTC(),
        done -> progress(done > settings.evictionsPart()));
  }

  /** The last call that is not in the window is its begin, and the last one its end. */
  private void progress(boolean inWindow) {
    end = client.counts();
    if (!inWindow) {
      begin = end;
    }
  }

  @Override
  public void close() throws TimeoutException {
    client.close();
    nodes.forEach(CacheNode::close);
    loop.close();
  }
}
