package dev.memfleet.exporter.insight;

import dev.memfleet.exporter.client.Connectors;
import dev.memfleet.exporter.client.Destination;
import dev.memfleet.exporter.fleet.Fleet;
import dev.memfleet.exporter.fleet.WatchedNode;
import dev.memfleet.exporter.insight.hot.Prefixes;
import dev.memfleet.exporter.node.NodeAddress;
import dev.memfleet.exporter.node.Profile;
import dev.memfleet.exporter.node.Target;
import dev.memfleet.exporter.self.SelfMetrics;
import dev.memfleet.exporter.yaml.Quoted;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.LongUnaryOperator;
import java.util.function.UnaryOperator;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The windows of the agent: at most one a node and two at a time, started by a person or by the
 * schedule. They run on an event loop of their own, so that polls and pages wait for none of them;
 * it exists only while one runs. Every method may be called by any thread but an event loop.
 */
public final class Insight implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(Insight.class.getName());
  private static final int MOST_AT_A_TIME = 2;

  private final Fleet fleet;
  private final Clock clock;
  private final LongUnaryOperator jitter;
  private final Map<NodeAddress, NodeInsight> nodes = new HashMap<>();
  private final Map<NodeAddress, Run> running = new HashMap<>();
  private final Map<NodeAddress, Instant> due = new HashMap<>();
  private final Map<Verdict, Long> runs = new EnumMap<>(Verdict.class);
  private long lines;
  private InsightConfig config = InsightConfig.NONE;
  private @Nullable Loop loop;

  /** Where jobs run. */
  private record Loop(Vertx vertx, Context context, Connectors connectors) {}

  public Insight(Fleet fleet, Clock clock) {
    this(fleet, clock, most -> ThreadLocalRandom.current().nextLong(most + 1));
  }

  /**
   * @param jitter a number from 0 to another one
   */
  Insight(Fleet fleet, Clock clock, LongUnaryOperator jitter) {
    this.fleet = fleet;
    this.clock = clock;
    this.jitter = jitter;
    for (Verdict verdict : Verdict.values()) {
      runs.put(verdict, 0L);
    }
  }

  /** Watches by another configuration from now on; windows under way go on. */
  public synchronized void follow(InsightConfig other) {
    config = other;
    due.clear();
  }

  /** Whether a person may start windows. */
  public synchronized boolean onRequest() {
    return config.onRequest() && !config.nodes().isEmpty();
  }

  /** What is known of a node; empty for one that the agent does not watch. */
  public Optional<NodeInsight> of(NodeAddress address) {
    return target(address).map(this::of);
  }

  private synchronized NodeInsight of(Target target) {
    return nodes.getOrDefault(target.address(), NodeInsight.NOTHING).allowed(isAllowed(target));
  }

  private Optional<Target> target(NodeAddress address) {
    return fleet.targets().stream().filter(node -> node.address().equals(address)).findFirst();
  }

  private boolean isAllowed(Target target) {
    return config.nodes().stream().anyMatch(choice -> choice.takes(target));
  }

  /**
   * Starts a window that a person wants.
   *
   * @return why it did not begin; empty when it did
   */
  public synchronized Optional<String> start(NodeAddress address) {
    Optional<Target> target = target(address);
    if (target.isEmpty()) {
      return Optional.of("the agent watches no such node");
    }
    return config.onRequest()
        ? start(target.get())
        : Optional.of("windows on request are switched off (insight.on_request)");
  }

  private Optional<String> start(Target target) {
    NodeAddress address = target.address();
    if (!isAllowed(target)) {
      return Optional.of("insight.nodes does not name this node");
    }
    if (running.containsKey(address)) {
      return Optional.of("a window of this node is running");
    }
    if (running.size() >= MOST_AT_A_TIME) {
      return Optional.of(
          "%d windows are running, as many as there may be".formatted(MOST_AT_A_TIME));
    }
    Run run = new Run();
    running.put(address, run);
    change(address, before -> before.running(0));
    Loop on = loop();
    InsightConfig by = config;
    Profile profile =
        Profile.orDefault(target.profile(), fleet.rules().admission().defaultProfile());
    on.context.runOnContext(
        go ->
            Future.succeededFuture()
                .compose(begun -> run.begin(on, address, on.connectors.of(profile).to(address), by))
                .onComplete(end -> ended(address, end.result(), end.cause())));
    return Optional.empty();
  }

  /** One window. */
  private final class Run {
    private volatile @Nullable WatchJob job;

    Future<Watched> begin(Loop on, NodeAddress address, Destination node, InsightConfig by) {
      WatchJob begun =
          new WatchJob(
              on.vertx,
              node,
              by.watch(),
              new Prefixes(by.delimiters()),
              by.text(),
              clock,
              done -> change(address, before -> before.running(done)));
      job = begun;
      return begun.run();
    }

    void stop() {
      WatchJob begun = job;
      if (begun != null) {
        begun.stop("the agent ends");
      }
    }
  }

  private static Vertx newVertx() {
    return Vertx.vertx(
        new VertxOptions()
            .setEventLoopPoolSize(1)
            .setWorkerPoolSize(1)
            .setInternalBlockingPoolSize(1)
            .setPreferNativeTransport(true));
  }

  private Loop loop() {
    Loop current = loop;
    if (current == null) {
      // on a thread that belongs to no other Vert.x
      Vertx vertx = CompletableFuture.supplyAsync(Insight::newVertx).join();
      current = new Loop(vertx, vertx.getOrCreateContext(), new Connectors(vertx));
      loop = current;
    }
    return current;
  }

  private synchronized void change(NodeAddress address, UnaryOperator<NodeInsight> change) {
    nodes.compute(
        address, (same, before) -> change.apply(before == null ? NodeInsight.NOTHING : before));
  }

  private synchronized void ended(
      NodeAddress address, @Nullable Watched watched, @Nullable Throwable mistake) {
    running.remove(address);
    Watched result = watched;
    if (result == null) {
      LOG.log(Level.WARNING, mistake, () -> "insight failed: node=" + address);
      result = new Watched(Verdict.FAILED, "a mistake of the agent", Optional.empty());
    }
    Watched end = result;
    runs.merge(end.verdict(), 1L, Long::sum);
    lines += end.report().map(WatchReport::lines).orElse(0L);
    change(address, before -> before.ended(end, clock.instant()));
    LOG.info(
        () ->
            "insight ended: node=%s verdict=%s%s"
                .formatted(
                    address,
                    end.verdict().label(),
                    end.reason().isEmpty() ? "" : " reason=" + Quoted.text(end.reason())));
    Loop idle = loop;
    if (running.isEmpty() && idle != null) {
      loop = null;
      idle.vertx.close();
    }
  }

  /**
   * Starts the windows that are due by the schedule, and says how many; forgets nodes that are
   * gone.
   */
  public synchronized int look() {
    List<Target> targets = fleet.targets();
    nodes.keySet().retainAll(targets.stream().map(Target::address).toList());
    int started = 0;
    if (config.every().isZero()) {
      return started;
    }
    Instant now = clock.instant();
    for (Target target : targets) {
      if (isAllowed(target) && isDue(target.address(), now) && start(target).isEmpty()) {
        Duration next = config.every().plus(config.watch().window());
        due.put(target.address(), now.plus(next).plus(upTo(config.every().dividedBy(10))));
        started++;
      }
    }
    return started;
  }

  private boolean isDue(NodeAddress address, Instant now) {
    return !due.computeIfAbsent(address, unseen -> now.plus(upTo(config.every()))).isAfter(now);
  }

  private Duration upTo(Duration most) {
    return Duration.ofMillis(jitter.applyAsLong(most.toMillis()));
  }

  /** Those whose results may be shown in metrics, with the nodes' labels. */
  synchronized Map<WatchedNode, NodeInsight> shown() {
    Map<WatchedNode, NodeInsight> shown = new LinkedHashMap<>();
    Instant oldest = clock.instant().minus(config.validity());
    if (!nodes.isEmpty()) {
      for (WatchedNode node : fleet.watched()) {
        NodeInsight known = nodes.get(node.address());
        Instant at = known == null ? null : known.report().map(WatchReport::at).orElse(null);
        if (known != null && at != null && at.isAfter(oldest)) {
          shown.put(node, known);
        }
      }
    }
    return shown;
  }

  @Nullable String instanceLabel() {
    return fleet.rules().instanceLabel();
  }

  /** Hands in the metrics. */
  public void register(SelfMetrics self) {
    self.counters(
        "memcached_exporter_insight_runs_total",
        "Windows in which a node was watched, by how they ended.",
        List.of("kind", "result"),
        samples -> {
          synchronized (this) {
            runs.forEach((verdict, count) -> samples.add((double) count, "watch", verdict.label()));
          }
        });
    self.counters(
        "memcached_exporter_insight_lines_total",
        "Lines that nodes sent while they were watched.",
        List.of(),
        samples -> {
          synchronized (this) {
            samples.add((double) lines);
          }
        });
    InsightMetrics.register(self, this);
  }

  /** Ends windows by half-closing their connections, for as long as the process may take. */
  @Override
  public void close() {
    Loop last;
    synchronized (this) {
      config = InsightConfig.NONE;
      last = loop;
      if (last != null) {
        last.context.runOnContext(go -> List.copyOf(running.values()).forEach(Run::stop));
      }
    }
    try {
      for (int i = 0; i < 100 && last != null && isOpen(); i++) {
        TimeUnit.MILLISECONDS.sleep(10);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized boolean isOpen() {
    return loop != null;
  }
}
