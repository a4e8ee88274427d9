package dev.memfleet.exporter.insight;

import dev.memfleet.exporter.client.AnswerStream;
import dev.memfleet.exporter.client.ConnectProbe;
import dev.memfleet.exporter.client.Destination;
import dev.memfleet.exporter.client.NodeClient;
import dev.memfleet.exporter.client.ProbeResult;
import dev.memfleet.exporter.insight.watch.WatchParser;
import dev.memfleet.exporter.protocol.Section;
import dev.memfleet.exporter.yaml.Quoted;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One {@code watch} command of a job, for a time, over a connection of its own. Confined to one
 * event loop, which parses the lines as they arrive. If that is too slow, the node drops lines and
 * counts them; nothing is queued here.
 *
 * <p>A sample of {@code stats} marks the start. From then on, a sample and a new connection are
 * taken every second, and any rule of {@link WatchRules} can end the phase. It ends by half-closing
 * the connection, so that the node sends the rest and closes it.
 */
final class WatchPhase {
  static final Duration TIMEOUT = Duration.ofSeconds(2);

  /** Timeout before the first line, when there is no load from watching yet. */
  static final Duration FIRST_TIMEOUT = Duration.ofSeconds(5);

  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(2);
  private static final int MAX_MARKS = 10;

  /** A new connection that takes this long counts as slow, however fast earlier ones were. */
  private static final double SLOW_SECONDS = 0.050;

  /** Number of consecutive slow connections that count; a single one may have waited for a CPU. */
  private static final int SLOW_IN_A_ROW = 3;

  private static final int SLOW_FACTOR = 5;

  private final Job job;
  private final String command;
  private final Duration duration;
  private final Consumer<NodeSample> begun;
  private final DoubleConsumer progress;
  private final Promise<Void> accepted = Promise.promise();
  private final Promise<Void> over = Promise.promise();
  private final Deque<Mark> marks = new ArrayDeque<>();
  private long linesBefore;
  private @Nullable NodeSample start;
  private @Nullable NodeSample end;
  private @Nullable AnswerStream stream;

  /** A sample, with the number of lines received by then. */
  private record Mark(NodeSample sample, long lines) {}

  /**
   * What the phases of a job share.
   *
   * @param tick from one sample of the node to the next
   * @param maxCpu limit of what watching may cost the node, in cores
   * @param usualConnect seconds that a new connection took before the job
   */
  record Job(
      Vertx vertx,
      Destination node,
      NodeClient client,
      WatchParser parser,
      Duration tick,
      double maxCpu,
      double usualConnect) {}

  /**
   * The samples at both ends of a phase.
   *
   * @param lines received between them
   */
  record Span(NodeSample from, NodeSample to, long lines) {
    double lost() {
      return to.lostSince(from);
    }

    Duration duration() {
      return Duration.ofNanos(to.nanoTime() - from.nanoTime());
    }
  }

  /**
   * @param command without its line end
   * @param begun receives the sample that marks the start
   * @param progress receives the elapsed part, from 0 to 1
   */
  WatchPhase(
      Job job,
      String command,
      Duration duration,
      Consumer<NodeSample> begun,
      DoubleConsumer progress) {
    this.job = job;
    this.command = command;
    this.duration = duration;
    this.begun = begun;
    this.progress = progress;
  }

  /** Runs to the end; fails with what ended it early. The connection is closed in any case. */
  Future<Void> run() {
    return start()
        .compose(begin -> over.future())
        .transform(
            ended ->
                finish()
                    .transform(
                        closed ->
                            ended.succeeded()
                                ? Future.<Void>succeededFuture()
                                : Future.failedFuture(ended.cause())));
  }

  /** Ends it early. */
  void stop(RefusedException reason) {
    over.tryFail(reason);
    accepted.tryFail(reason);
  }

  /** What was watched so far; empty if it has not begun. */
  Optional<Span> span() {
    NodeSample from = start;
    NodeSample to = end;
    return from == null || to == null || to.nanoTime() == from.nanoTime()
        ? Optional.empty()
        : Optional.of(new Span(from, to, job.parser.lines() - linesBefore));
  }

  /** Whether the node has accepted the command and the first sample is taken. */
  boolean hasBegun() {
    return start != null;
  }

  /** Takes the node's replies that are not log lines. */
  void control(String line) {
    if (line.equals("OK")) {
      accepted.tryComplete();
    } else {
      accepted.tryFail(
          new RefusedException(
              Verdict.UNSUPPORTED, "the node refused watch: " + Quoted.text(line)));
    }
  }

  private Future<Void> start() {
    linesBefore = job.parser.lines();
    return open()
        .compose(opened -> accepted.future())
        .compose(ok -> sample(EnumSet.of(Section.STATS, Section.SLABS)))
        .map(
            sample -> {
              begun.accept(sample);
              start = sample;
              end = sample;
              marks.add(new Mark(sample, job.parser.lines()));
              progress.accept(0);
              job.vertx.setTimer(job.tick.toMillis(), now -> takeSample());
              return null;
            });
  }

  private Future<Void> open() {
    return AnswerStream.open(job.node, command + "\r\n", FIRST_TIMEOUT, this::received)
        .map(
            opened -> {
              stream = opened;
              opened.ended().onComplete(closed -> connectionLost(closed.cause()));
              job.vertx.setTimer(
                  FIRST_TIMEOUT.toMillis(),
                  late ->
                      accepted.tryFail(
                          new RefusedException(Verdict.FAILED, "the node did not answer watch")));
              return null;
            });
  }

  private void connectionLost(@Nullable Throwable cause) {
    String why =
        cause == null ? "the node closed the connection" : String.valueOf(cause.getMessage());
    accepted.tryFail(new RefusedException(Verdict.FAILED, why));
    over.tryFail(new RefusedException(Verdict.FAILED, why));
  }

  private void received(byte[] bytes) {
    job.parser.feed(bytes, 0, bytes.length);
  }

  private Future<NodeSample> sample(Set<Section> sections) {
    return NodeSample.ask(job.client, sections, start == null ? FIRST_TIMEOUT : TIMEOUT);
  }

  private void takeSample() {
    if (over.future().isComplete()) {
      return;
    }
    sample(Set.of(Section.STATS))
        .compose(this::evaluate)
        .onComplete(
            judged -> {
              if (judged.failed()) {
                over.tryFail(judged.cause());
              } else if (judged.result() >= 1) {
                over.tryComplete();
              } else {
                long left = remainingMillis(judged.result());
                job.vertx.setTimer(
                    Math.max(1, Math.min(job.tick.toMillis(), left)), now -> takeSample());
              }
            });
  }

  private long remainingMillis(double done) {
    return (long) Math.ceil((1 - done) * duration.toMillis());
  }

  /** The elapsed part of the window, if it may continue. */
  private Future<Double> evaluate(NodeSample now) {
    NodeSample first = Objects.requireNonNull(start);
    NodeSample last = Objects.requireNonNull(end);
    end = now;
    Mark earlier = marks.getFirst();
    WatchRules.checkDuring(
        first, earlier.sample, last, now, job.parser.lines() - earlier.lines, job.maxCpu);
    marks.add(new Mark(now, job.parser.lines()));
    if (marks.size() > MAX_MARKS) {
      marks.removeFirst();
    }
    double done = now.secondsSince(first) / (duration.toNanos() / 1e9);
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
    Duration pause = job.tick.dividedBy(SLOW_IN_A_ROW + 1);
    return times == 0
        ? Future.succeededFuture(true)
        : isSlow()
            .compose(
                slow ->
                    slow
                        ? job.vertx
                            .timer(pause.toMillis(), TimeUnit.MILLISECONDS)
                            .compose(on -> areSlow(times - 1))
                        : Future.succeededFuture(false));
  }

  /** Waits no longer than the threshold for slow, so that the window ends soon. */
  private Future<Boolean> isSlow() {
    double most = Math.max(SLOW_SECONDS, SLOW_FACTOR * job.usualConnect);
    Duration limit = Duration.ofNanos((long) (most * 1e9));
    return ConnectProbe.probe(job.node, limit.compareTo(TIMEOUT) < 0 ? limit : TIMEOUT)
        .map(probe -> seconds(probe) > most);
  }

  /** Seconds until a new connection had an answer. */
  static double seconds(ProbeResult probe) {
    return probe.success()
        ? probe.connect().plus(probe.roundTrip()).toNanos() / 1e9
        : Double.POSITIVE_INFINITY;
  }

  /** Half-closes the connection and reads the rest. */
  private Future<Void> finish() {
    AnswerStream open = stream;
    return open == null ? Future.succeededFuture() : open.finish(STOP_TIMEOUT);
  }
}
