package dev.memfleet.exporter.insight;

import dev.memfleet.exporter.client.AnswerStream;
import dev.memfleet.exporter.client.BinaryOnlyException;
import dev.memfleet.exporter.client.ConnectProbe;
import dev.memfleet.exporter.client.Destination;
import dev.memfleet.exporter.client.NodeClient;
import dev.memfleet.exporter.client.PollException;
import dev.memfleet.exporter.client.ProbeResult;
import dev.memfleet.exporter.insight.hot.KeyText;
import dev.memfleet.exporter.insight.hot.Prefixes;
import dev.memfleet.exporter.insight.hot.SpaceSaving;
import dev.memfleet.exporter.insight.hot.SpaceSaving.Counted;
import dev.memfleet.exporter.insight.watch.RealGets;
import dev.memfleet.exporter.insight.watch.WatchParser;
import dev.memfleet.exporter.protocol.Section;
import dev.memfleet.exporter.yaml.Quoted;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Watches one node for one window, over separate connections. Confined to one event loop, which
 * parses the lines as they arrive. If that is too slow, the node drops lines and counts them;
 * nothing is queued here.
 *
 * <p>Two samples of {@code stats} a second apart decide whether the window may start; a third one
 * marks its start. During the window, a sample and a new connection are taken every second, and any
 * rule of {@link WatchRules} can end it. It ends by half-closing the connection, so that the node
 * sends the rest and closes it.
 */
public final class WatchJob {
  private static final String COMMAND = "watch fetchers mutations";

  static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  /** Timeout before the window, when there is no load from watching yet. */
  private static final Duration FIRST_TIMEOUT = Duration.ofSeconds(5);

  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(2);
  private static final int MAX_MARKS = 10;
  private static final int PROBES = 5;
  private static final int TOP_KEYS = 20;

  /** A new connection that takes this long counts as slow, however fast earlier ones were. */
  private static final double SLOW_SECONDS = 0.050;

  /** Number of consecutive slow connections that count; a single one may have waited for a CPU. */
  private static final int SLOW_IN_A_ROW = 3;

  private static final int SLOW_FACTOR = 5;

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
  private final Promise<Void> accepted = Promise.promise();
  private final Promise<Void> over = Promise.promise();
  private final Deque<Mark> marks = new ArrayDeque<>();
  private double usualConnect;
  private @Nullable NodeSample start;
  private @Nullable NodeSample end;
  private @Nullable AnswerStream stream;

  /** A sample, with the number of lines received by then. */
  private record Mark(NodeSample sample, long lines) {}

  /**
   * A job that samples the node once a second.
   *
   * @param progress receives the elapsed part of the window, from 0 to 1
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
   * @param progress receives the elapsed part of the window, from 0 to 1
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
    return start()
        .compose(begun -> over.future())
        .compose(done -> finish().map(closed -> watched(Verdict.DONE, "")))
        .recover(cause -> finish().compose(closed -> ended(cause)))
        .onComplete(ignored -> client.close());
  }

  /** Ends the window early; the results so far are kept. */
  public void stop(String reason) {
    over.tryFail(new RefusedException(Verdict.STOPPED, reason));
    accepted.tryFail(new RefusedException(Verdict.STOPPED, reason));
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
      if (start != null) {
        return Future.succeededFuture(
            watched(Verdict.STOPPED, "the node did not answer stats: " + poll.getMessage()));
      }
      return Future.succeededFuture(
          watched(Verdict.FAILED, poll.reason().label() + ": " + poll.getMessage()));
    }
    return Future.failedFuture(cause);
  }

  private Future<Void> start() {
    return sample()
        .compose(
            first -> {
              WatchRules.checkVersion(first);
              return connects()
                  .compose(measured -> pause(tick))
                  .compose(waited -> sample())
                  .compose(
                      second -> {
                        WatchRules.checkBefore(first, second, settings.maxCpu());
                        return open(second);
                      });
            })
        .compose(opened -> accepted.future())
        .compose(ok -> sample(EnumSet.of(Section.STATS, Section.SLABS)))
        .map(
            sample -> {
              tally.begin(sample.capacity());
              start = sample;
              end = sample;
              marks.add(new Mark(sample, parser.lines()));
              progress.accept(0.0);
              vertx.setTimer(tick.toMillis(), now -> takeSample());
              return null;
            });
  }

  private Future<Void> open(NodeSample before) {
    String deletions = WatchRules.logsDeletions(before) ? " deletions" : "";
    return AnswerStream.open(node, COMMAND + deletions + "\r\n", FIRST_TIMEOUT, this::received)
        .compose(
            opened -> {
              stream = opened;
              opened.ended().onComplete(closed -> connectionLost(closed.cause()));
              vertx.setTimer(
                  FIRST_TIMEOUT.toMillis(),
                  late ->
                      accepted.tryFail(
                          new RefusedException(Verdict.FAILED, "the node did not answer watch")));
              return Future.succeededFuture();
            });
  }

  private void connectionLost(@Nullable Throwable cause) {
    String why =
        cause == null ? "the node closed the connection" : String.valueOf(cause.getMessage());
    accepted.tryFail(new RefusedException(Verdict.FAILED, why));
    over.tryFail(new RefusedException(Verdict.FAILED, why));
  }

  private void received(byte[] bytes) {
    parser.feed(bytes, 0, bytes.length);
  }

  private void control(String line) {
    if (line.equals("OK")) {
      accepted.tryComplete();
    } else {
      accepted.tryFail(
          new RefusedException(
              Verdict.UNSUPPORTED, "the node refused watch: " + Quoted.text(line)));
    }
  }

  /** Measures how long a new connection takes, several times. */
  private Future<Void> connects() {
    List<Double> seconds = new ArrayList<>();
    Future<Void> measured = Future.succeededFuture();
    for (int i = 0; i < PROBES; i++) {
      measured =
          measured.compose(
              before -> ConnectProbe.probe(node, TIMEOUT).map(probe -> add(seconds, probe)));
    }
    return measured.map(
        all -> {
          seconds.sort(null);
          usualConnect = seconds.get(PROBES / 2);
          return null;
        });
  }

  private static @Nullable Void add(List<Double> seconds, ProbeResult probe) {
    seconds.add(seconds(probe));
    return null;
  }

  private static double seconds(ProbeResult probe) {
    return probe.success()
        ? probe.connect().plus(probe.roundTrip()).toNanos() / 1e9
        : Double.POSITIVE_INFINITY;
  }

  private Future<NodeSample> sample() {
    return sample(Set.of(Section.STATS));
  }

  private Future<NodeSample> sample(Set<Section> sections) {
    return NodeSample.ask(client, sections, start == null ? FIRST_TIMEOUT : TIMEOUT);
  }

  private Future<Void> pause(Duration time) {
    return vertx.timer(time.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void takeSample() {
    if (over.future().isComplete()) {
      return;
    }
    sample()
        .compose(this::evaluate)
        .onComplete(
            judged -> {
              if (judged.failed()) {
                over.tryFail(judged.cause());
              } else if (judged.result() >= 1) {
                over.tryComplete();
              } else {
                long left = remainingMillis(judged.result());
                vertx.setTimer(Math.max(1, Math.min(tick.toMillis(), left)), now -> takeSample());
              }
            });
  }

  private long remainingMillis(double done) {
    return (long) Math.ceil((1 - done) * settings.window().toMillis());
  }

  /** The elapsed part of the window, if it may continue. */
  private Future<Double> evaluate(NodeSample now) {
    NodeSample first = Objects.requireNonNull(start);
    NodeSample last = Objects.requireNonNull(end);
    end = now;
    Mark earlier = marks.getFirst();
    WatchRules.checkDuring(
        first, earlier.sample, last, now, parser.lines() - earlier.lines, settings.maxCpu());
    marks.add(new Mark(now, parser.lines()));
    if (marks.size() > MAX_MARKS) {
      marks.removeFirst();
    }
    double done = now.secondsSince(first) / (settings.window().toNanos() / 1e9);
    progress.accept(Math.min(1, done));
    return areSlow(SLOW_IN_A_ROW)
        .compose(
            slow ->
                slow
                    ? Future.failedFuture(
                        new RefusedException(
                            Verdict.STOPPED,
                            "new connections take more than %d times as long as before"
                                .formatted(SLOW_FACTOR)))
                    : Future.succeededFuture(done));
  }

  private Future<Boolean> areSlow(int times) {
    return times == 0
        ? Future.succeededFuture(true)
        : isSlow()
            .compose(
                slow ->
                    slow
                        ? pause(tick.dividedBy(SLOW_IN_A_ROW + 1)).compose(on -> areSlow(times - 1))
                        : Future.succeededFuture(false));
  }

  /** Waits no longer than the threshold for slow, so that the window ends soon. */
  private Future<Boolean> isSlow() {
    double most = Math.max(SLOW_SECONDS, SLOW_FACTOR * usualConnect);
    Duration limit = Duration.ofNanos((long) (most * 1e9));
    return ConnectProbe.probe(node, limit.compareTo(TIMEOUT) < 0 ? limit : TIMEOUT)
        .map(probe -> seconds(probe) > most);
  }

  /** Half-closes the connection and reads the rest. */
  private Future<Void> finish() {
    AnswerStream open = stream;
    return (open == null ? Future.<Void>succeededFuture() : open.finish(STOP_TIMEOUT))
        .onComplete(closed -> gets.flush());
  }

  private WatchResult watched(Verdict verdict, String reason) {
    NodeSample from = start;
    NodeSample to = end;
    return new WatchResult(
        verdict,
        reason,
        from == null || to == null || to.nanoTime() == from.nanoTime()
            ? Optional.empty()
            : Optional.of(report(from, to)));
  }

  private WatchReport report(NodeSample from, NodeSample to) {
    double seconds = to.secondsSince(from);
    double asked = to.since(from, "cmd_get");
    double sent = to.since(from, "bytes_written");
    return new WatchReport(
        clock.instant(),
        Duration.ofNanos(to.nanoTime() - from.nanoTime()),
        to.stats().getOrDefault("version", ""),
        (long) to.get("limit_maxbytes"),
        Connections.of(from, to),
        parser.lines(),
        to.lostSince(from),
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
