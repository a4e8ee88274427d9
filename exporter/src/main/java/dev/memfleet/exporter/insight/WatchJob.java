package dev.memfleet.exporter.insight;

import dev.memfleet.exporter.client.BinaryOnlyException;
import dev.memfleet.exporter.client.ConnectProbe;
import dev.memfleet.exporter.client.Destination;
import dev.memfleet.exporter.client.NodeClient;
import dev.memfleet.exporter.client.PollException;
import dev.memfleet.exporter.insight.WatchPhase.Span;
import dev.memfleet.exporter.insight.hot.KeyText;
import dev.memfleet.exporter.insight.hot.Prefixes;
import dev.memfleet.exporter.insight.hot.SpaceSaving;
import dev.memfleet.exporter.insight.hot.SpaceSaving.Counted;
import dev.memfleet.exporter.insight.watch.RealGets;
import dev.memfleet.exporter.insight.watch.WatchParser;
import dev.memfleet.exporter.protocol.Section;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Watches one node for one window, over separate connections. Confined to one event loop.
 *
 * <p>Two samples of {@code stats} a second apart decide whether the window may start. If evictions
 * are to be watched before it and the node evicts, that is a {@link WatchPhase} of its own, with a
 * connection of its own; the window is the next one.
 */
public final class WatchJob {
  private static final String EVICTIONS = "evictions";

  static final Duration SECOND = Duration.ofSeconds(1);
  private static final int PROBES = 5;
  private static final int TOP_KEYS = 20;

  /** The share of lost lines above which the evictions are not used. */
  private static final double MAX_LOST_EVICTIONS = 0.05;

  private final Vertx vertx;
  private final Destination node;
  private final NodeClient client;
  private final WatchSettings settings;
  private final KeyText text;
  private final Clock clock;
  private final Duration tick;
  private final Consumer<Double> progress;
  private final WatchTally tally;
  private final RealGets gets;
  private final WatchParser parser;
  private double usualConnect;
  private final List<WatchPhase> phases = new ArrayList<>();
  private Optional<Span> evictions = Optional.empty();
  private @Nullable WatchPhase window;
  private @Nullable RefusedException stopped;

  /**
   * A job that samples the node once a second.
   *
   * @param progress receives the elapsed part of the job, from 0 to 1
   */
  public WatchJob(
      Vertx vertx,
      Destination node,
      WatchSettings settings,
      Prefixes prefixes,
      KeyText text,
      Clock clock,
      Consumer<Double> progress) {
    this(vertx, node, settings, prefixes, text, clock, SECOND, progress);
  }

  /**
   * @param tick from one sample of the node to the next
   * @param progress receives the elapsed part of the job, from 0 to 1
   */
  WatchJob(
      Vertx vertx,
      Destination node,
      WatchSettings settings,
      Prefixes prefixes,
      KeyText text,
      Clock clock,
      Duration tick,
      Consumer<Double> progress) {
    this.vertx = vertx;
    this.node = node;
    this.client = new NodeClient(node);
    this.settings = settings;
    this.text = text;
    this.clock = clock;
    this.tick = tick;
    this.progress = progress;
    this.tally = new WatchTally(prefixes);
    this.gets = new RealGets(tally);
    this.parser = new WatchParser(gets, this::control);
  }

  /** Runs the window; a failed future is a bug in the agent. */
  public Future<WatchResult> run() {
    return check()
        .compose(this::watchEvictions)
        .compose(this::watchWindow)
        .map(done -> watched(Verdict.DONE, ""))
        .recover(this::ended)
        .onComplete(ignored -> client.close());
  }

  /** Ends the window early; the results so far are kept. */
  public void stop(String reason) {
    RefusedException why = new RefusedException(Verdict.STOPPED, reason);
    stopped = why;
    phases.forEach(phase -> phase.stop(why));
  }

  private Future<WatchResult> ended(Throwable cause) {
    if (cause instanceof RefusedException refused) {
      return Future.succeededFuture(watched(refused.verdict(), refused.reason()));
    }
    if (cause instanceof BinaryOnlyException) {
      return Future.succeededFuture(
          watched(Verdict.UNSUPPORTED, String.valueOf(cause.getMessage())));
    }
    if (cause instanceof PollException poll) {
      if (phases.stream().anyMatch(WatchPhase::hasBegun)) {
        return Future.succeededFuture(
            watched(Verdict.STOPPED, "the node did not answer stats: " + poll.getMessage()));
      }
      return Future.succeededFuture(
          watched(Verdict.FAILED, poll.reason().label() + ": " + poll.getMessage()));
    }
    return Future.failedFuture(cause);
  }

  /** Refuses a node that cannot or must not be watched. */
  private Future<NodeSample> check() {
    return sample()
        .compose(
            first -> {
              WatchRules.checkVersion(first);
              return connects()
                  .compose(measured -> pause())
                  .compose(waited -> sample())
                  .map(second -> checked(first, second));
            });
  }

  private NodeSample checked(NodeSample first, NodeSample second) {
    double lines = second.linesPerSecondSince(first);
    if (!settings.evictions().isZero()) {
      lines += second.perSecondSince(first, "evictions");
    }
    WatchRules.checkBefore(first, second, lines, settings.maxCpu());
    return second;
  }

  /**
   * Watches evictions alone, if wanted and if there are any.
   *
   * @return a sample after it, or the one before if it is left out
   */
  private Future<NodeSample> watchEvictions(NodeSample before) {
    if (settings.evictions().isZero() || !before.evicts()) {
      return Future.succeededFuture(before);
    }
    WatchPhase phase =
        new WatchPhase(
            shared(),
            "watch " + EVICTIONS,
            settings.evictions(),
            sample -> tally.beginEvictions(sample.capacity()),
            done -> progress.accept(done * settings.evictionsPart()));
    return run(phase)
        .compose(
            done -> {
              evictions = phase.span();
              return afterEvictions(evictions.orElseThrow());
            });
  }

  /** Checks the node again; the node may still count the watcher whose connection is closed. */
  private Future<NodeSample> afterEvictions(Span span) {
    if (span.lost() > MAX_LOST_EVICTIONS) {
      tally.dropEvictions();
    }
    return sample()
        .compose(now -> now.isWatched() ? pause().compose(waited -> sample()) : just(now))
        .map(now -> checked(span.from(), now));
  }

  private static Future<NodeSample> just(NodeSample sample) {
    return Future.succeededFuture(sample);
  }

  private Future<Void> watchWindow(NodeSample before) {
    double first = evictions.isEmpty() ? 0 : settings.evictionsPart();
    StringBuilder command = new StringBuilder("watch fetchers mutations");
    if (WatchRules.logsDeletions(before)) {
      command.append(" deletions");
    }
    if (evictions.isPresent()) {
      command.append(' ').append(EVICTIONS);
    }
    WatchPhase phase =
        new WatchPhase(
            shared(),
            command.toString(),
            settings.window(),
            sample -> tally.begin(sample.capacity()),
            done -> progress.accept(first + done * (1 - first)));
    window = phase;
    return run(phase);
  }

  private Future<Void> run(WatchPhase phase) {
    phases.add(phase);
    return stopped == null ? phase.run() : Future.failedFuture(stopped);
  }

  private WatchPhase.Job shared() {
    return new WatchPhase.Job(vertx, node, client, parser, tick, settings.maxCpu(), usualConnect);
  }

  private void control(String line) {
    phases.get(phases.size() - 1).control(line);
  }

  /** Measures how long a new connection takes, several times. */
  private Future<Void> connects() {
    List<Double> seconds = new ArrayList<>();
    Future<Boolean> measured = Future.succeededFuture();
    for (int i = 0; i < PROBES; i++) {
      measured =
          measured.compose(
              before ->
                  ConnectProbe.probe(node, WatchPhase.TIMEOUT)
                      .map(probe -> seconds.add(WatchPhase.seconds(probe))));
    }
    return measured.map(
        all -> {
          seconds.sort(null);
          usualConnect = seconds.get(PROBES / 2);
          return null;
        });
  }

  private Future<NodeSample> sample() {
    return NodeSample.ask(client, Set.of(Section.STATS), WatchPhase.FIRST_TIMEOUT);
  }

  private Future<Void> pause() {
    return vertx.timer(tick.toMillis(), TimeUnit.MILLISECONDS);
  }

  private WatchResult watched(Verdict verdict, String reason) {
    gets.flush();
    return new WatchResult(
        verdict, reason, Optional.ofNullable(window).flatMap(WatchPhase::span).map(this::report));
  }

  private WatchReport report(Span span) {
    NodeSample from = span.from();
    NodeSample to = span.to();
    double seconds = to.secondsSince(from);
    double asked = to.since(from, "cmd_get");
    double sent = to.since(from, "bytes_written");
    return new WatchReport(
        clock.instant(),
        evictions.map(Span::duration).orElse(Duration.ZERO),
        span.duration(),
        to.stats().getOrDefault("version", ""),
        (long) to.get("limit_maxbytes"),
        Connections.of(from, to),
        span.lines(),
        Math.max(span.lost(), evictions.map(Span::lost).orElse(0.0)),
        (long) asked,
        to.since(from, "get_hits") / asked,
        hot(tally.keys(), asked / seconds),
        hot(tally.bytes(), sent / seconds),
        hot(tally.prefixes(), asked / seconds),
        tally.curve(to.since(from, "get_hits") / asked));
  }

  /**
   * @param perSecond their total, by the node's own counters
   */
  private List<HotKey> hot(SpaceSaving counters, double perSecond) {
    double total = Math.max(1, counters.total());
    return counters.top(TOP_KEYS).stream().map(one -> hot(one, total, perSecond)).toList();
  }

  private HotKey hot(Counted one, double total, double perSecond) {
    return new HotKey(
        one.key().isEmpty() ? "" : text.of(one.key()),
        one.count() / total,
        one.lowerBound() / total,
        one.count() / total * perSecond,
        one.connections());
  }
}
