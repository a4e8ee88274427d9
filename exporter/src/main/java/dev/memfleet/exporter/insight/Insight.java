package dev.memfleet.exporter.insight;

import dev.memfleet.exporter.client.Connectors;
import dev.memfleet.exporter.fleet.Fleet;
import dev.memfleet.exporter.node.NodeAddress;
import dev.memfleet.exporter.node.Profile;
import dev.memfleet.exporter.node.Target;
import dev.memfleet.exporter.self.SelfMetrics;
import dev.memfleet.exporter.text.LogEvent;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
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
 * Runs the windows and dumps of the agent: at most one per node and two at the same time, started
 * by a person or by the schedule. They run on a separate event loop, so that they delay neither
 * polls nor pages; it exists only while a job runs. Every method may be called by any thread except
 * an event loop.
 */
public final class Insight implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(Insight.class.getName());
  private static final int MAX_CONCURRENT = 2;
  private static final Duration BETWEEN_DUMPS = Duration.ofSeconds(60);
  private static final int STARTS_PER_SECOND = 100;

  /** How long shutdown waits for windows, and for dumps being read. */
  private static final int WATCH_GRACE_SECONDS = 1;

  private static final int DUMP_GRACE_SECONDS = 10;

  private final Fleet fleet;
  private final Clock clock;
  private final LongUnaryOperator jitter;
  private final Map<NodeAddress, NodeInsight> nodes = new LinkedHashMap<>();
  private final Map<NodeAddress, JobRun> running = new HashMap<>();
  private final Map<Job, Instant> due = new HashMap<>();
  private final Map<NodeAddress, Instant> lastDumps = new HashMap<>();
  private final Map<RunOutcome, Long> runs = new LinkedHashMap<>();
  private long lines;
  private InsightConfig config = InsightConfig.NONE;
  private @Nullable Loop loop;

  /** The event loop of the jobs. */
  private record Loop(Vertx vertx, Context context, Connectors connectors) {}

  private record Job(NodeAddress node, JobKind kind) {}

  private record RunOutcome(JobKind kind, Verdict verdict) {}

  public Insight(Fleet fleet, Clock clock) {
    this(fleet, clock, most -> ThreadLocalRandom.current().nextLong(most + 1));
  }

  /**
   * @param jitter returns a number from 0 up to its argument
   */
  Insight(Fleet fleet, Clock clock, LongUnaryOperator jitter) {
    this.fleet = fleet;
    this.clock = clock;
    this.jitter = jitter;
    for (JobKind kind : JobKind.values()) {
      for (Verdict verdict : Verdict.values()) {
        runs.put(new RunOutcome(kind, verdict), 0L);
      }
    }
  }

  /** Applies another configuration; running jobs continue. */
  public synchronized void apply(InsightConfig other) {
    config = other;
    due.clear();
  }

  /** Whether a person may start windows and dumps. */
  public synchronized boolean onRequest() {
    return config.onRequest() && !config.nodes().isEmpty();
  }

  /** The results for a node; empty if the agent does not watch it. */
  public Optional<NodeInsight> of(NodeAddress address) {
    return fleet.watched(address).map(this::of);
  }

  private synchronized NodeInsight of(Target target) {
    return nodes.getOrDefault(target.address(), NodeInsight.EMPTY).allowed(isAllowed(target));
  }

  private boolean isAllowed(Target target) {
    return config.nodes().stream().anyMatch(choice -> choice.includes(target));
  }

  /**
   * Starts a window or a dump requested by a person.
   *
   * @return why it did not start; empty when it did
   */
  public synchronized Optional<String> start(NodeAddress address, JobKind kind) {
    Optional<Target> target = fleet.watched(address);
    if (target.isEmpty()) {
      return Optional.of("the agent watches no such node");
    }
    return config.onRequest()
        ? start(target.get(), kind)
        : Optional.of("windows and dumps on request are switched off (insight.on_request)");
  }

  private Optional<String> start(Target target, JobKind kind) {
    NodeAddress address = target.address();
    if (!isAllowed(target)) {
      return Optional.of("insight.nodes does not name this node");
    }
    JobRun other = running.get(address);
    if (other != null) {
      return Optional.of("a %s of this node is running".formatted(other.noun()));
    }
    if (running.size() >= MAX_CONCURRENT) {
      return Optional.of("%d windows and dumps are running, the maximum".formatted(MAX_CONCURRENT));
    }
    if (kind == JobKind.DUMP && wasDumpedLately(address)) {
      return Optional.of(
          "the node was dumped less than %d s ago".formatted(BETWEEN_DUMPS.toSeconds()));
    }
    JobRun run = new JobRun(kind);
    running.put(address, run);
    change(address, before -> before.running(kind, 0));
    Loop on = loop();
    InsightConfig by = config;
    Profile profile =
        Profile.orDefault(target.profile(), fleet.rules().admission().defaultProfile());
    on.context.runOnContext(
        ignored ->
            Future.succeededFuture()
                .compose(
                    begun ->
                        run.begin(
                            on.vertx,
                            on.connectors.of(profile).to(address),
                            by,
                            clock,
                            done -> change(address, before -> before.running(kind, done))))
                .onComplete(ended -> recordRun(address, kind, ended.result(), ended.cause())));
    return Optional.empty();
  }

  private boolean wasDumpedLately(NodeAddress address) {
    Instant last = lastDumps.get(address);
    return last != null && clock.instant().isBefore(last.plus(BETWEEN_DUMPS));
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
        address, (same, before) -> change.apply(before == null ? NodeInsight.EMPTY : before));
  }

  private synchronized void recordRun(
      NodeAddress address, JobKind kind, @Nullable JobEnd result, @Nullable Throwable cause) {
    running.remove(address);
    if (result == null) {
      LogEvent.log(
          LOG, Level.WARNING, "insight failed", cause, "address", address, "kind", kind.label());
    }
    JobEnd end = result == null ? JobEnd.failed(kind) : result;
    if (end.dumped()) {
      lastDumps.put(address, clock.instant());
    }
    runs.merge(new RunOutcome(kind, end.verdict()), 1L, Long::sum);
    lines += end.lines();
    change(address, before -> end.change().apply(before, clock.instant()));
    LogEvent.info(
        LOG,
        "insight ended",
        "address",
        address,
        "kind",
        kind.label(),
        "verdict",
        end.verdict().label(),
        "reason",
        end.reason());
    Loop idle = loop;
    if (running.isEmpty() && idle != null) {
      loop = null;
      idle.vertx.close();
    }
  }

  /** Starts the jobs that are due and returns their number; drops the results of removed nodes. */
  public synchronized int startDue() {
    Map<NodeAddress, Target> targets = fleet.watchedTargets();
    nodes.keySet().retainAll(targets.keySet());
    lastDumps.keySet().removeIf(address -> !wasDumpedLately(address));
    int started = 0;
    for (JobKind kind : JobKind.values()) {
      if (!config.every(kind).isZero()) {
        for (Target target : targets.values()) {
          started += isAllowed(target) && startIfDue(target, kind) ? 1 : 0;
        }
      }
    }
    return started;
  }

  private boolean startIfDue(Target target, JobKind kind) {
    Duration every = config.every(kind);
    Job job = new Job(target.address(), kind);
    Instant now = clock.instant();
    if (due.computeIfAbsent(job, unseen -> now.plus(upTo(every))).isAfter(now)
        || start(target, kind).isPresent()) {
      return false;
    }
    due.put(job, now.plus(config.period(kind)).plus(upTo(every.dividedBy(10))));
    return true;
  }

  private Duration upTo(Duration most) {
    return Duration.ofMillis(jitter.applyAsLong(most.toMillis()));
  }

  /** The results that may be exposed as metrics, by node. */
  synchronized Map<Target, NodeInsight> shown() {
    Map<Target, NodeInsight> shown = new LinkedHashMap<>();
    Instant now = clock.instant();
    Instant watchedAfter = now.minus(config.validity(JobKind.WATCH));
    Instant dumpedAfter = now.minus(config.validity(JobKind.DUMP));
    nodes.forEach(
        (address, results) -> {
          NodeInsight known = results.notOlderThan(watchedAfter, dumpedAfter);
          if (known.report().isPresent() || known.dumpReport().isPresent()) {
            fleet.watched(address).ifPresent(target -> shown.put(target, known));
          }
        });
    return shown;
  }

  /** Whether the distributions of items are exposed as metrics. */
  synchronized boolean showsKeyspace() {
    return config.dump().settings().distributions();
  }

  @Nullable String instanceLabel() {
    return fleet.rules().instanceLabel();
  }

  /** Registers the metrics. */
  public void register(SelfMetrics self) {
    self.counters(
        "memcached_exporter_insight_runs_total",
        "Windows in which a node was watched, and dumps of its items, by how they ended.",
        List.of("kind", "result"),
        samples -> {
          synchronized (this) {
            runs.forEach(
                (ended, count) ->
                    samples.add((double) count, ended.kind.label(), ended.verdict.label()));
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
    KeyspaceMetrics.register(self, this);
  }

  /**
   * Graceful shutdown: ends windows by half-closing their connections, and reads dumps to their
   * end, within the time limit of the process.
   */
  @Override
  public void close() {
    Loop last;
    synchronized (this) {
      config = InsightConfig.NONE;
      last = loop;
      List<JobRun> all = List.copyOf(running.values());
      if (last != null) {
        last.context.runOnContext(ignored -> all.forEach(JobRun::stop));
      }
    }
    try {
      for (int i = 0; last != null && i < STARTS_PER_SECOND * graceSeconds(); i++) {
        TimeUnit.MILLISECONDS.sleep(1000 / STARTS_PER_SECOND);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** How long to wait for all running jobs; zero without any. */
  private synchronized int graceSeconds() {
    if (loop == null) {
      return 0;
    }
    return running.values().stream().anyMatch(JobRun::isReading)
        ? DUMP_GRACE_SECONDS
        : WATCH_GRACE_SECONDS;
  }
}
