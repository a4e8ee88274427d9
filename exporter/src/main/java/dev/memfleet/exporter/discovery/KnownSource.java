package dev.memfleet.exporter.discovery;

import dev.memfleet.exporter.config.SourceConfig;
import dev.memfleet.exporter.target.Target;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** A source and the last good answer that it gave. Event loop only. */
final class KnownSource implements Source.Listener {
  private static final Logger LOG = Logger.getLogger(KnownSource.class.getName());

  private final Source source;
  private final Set<String> takenLabels;
  private final Clock clock;
  private final Runnable changed;
  private final Promise<Void> firstAnswer = Promise.promise();

  private SourceConfig config;
  private List<Target> nodes = List.of();
  private @Nullable Instant lastSuccess;
  private List<String> problems = List.of();
  private boolean success;
  private boolean stopped;

  /**
   * @param takenLabels which no node may carry
   * @param changed called after each answer and each failure
   */
  KnownSource(
      SourceConfig config, Source source, Set<String> takenLabels, Clock clock, Runnable changed) {
    this.config = config;
    this.source = source;
    this.takenLabels = takenLabels;
    this.clock = clock;
    this.changed = changed;
  }

  /** Takes over from a source of the same name: its answer stands until this one has its own. */
  void inherit(KnownSource other) {
    nodes = other.nodes;
    lastSuccess = other.lastSuccess;
    success = other.success;
    problems = other.problems;
  }

  void start() {
    source.start(this);
  }

  void stop() {
    stopped = true;
    source.stop();
    firstAnswer.tryComplete();
  }

  /** Whether it can go on by this configuration, which gives perhaps other labels. */
  boolean suits(SourceConfig other, Set<String> otherTakenLabels) {
    return config.origin().equals(other.origin()) && takenLabels.equals(otherTakenLabels);
  }

  void follow(SourceConfig other) {
    config = other;
  }

  /** Ends when it has answered or failed for the first time. */
  Future<Void> firstAnswer() {
    return firstAnswer.future();
  }

  /** The nodes of its last good answer, with the labels of the source. */
  List<Target> nodes() {
    return nodes.stream().map(node -> node.withDefaultLabels(config.labels())).toList();
  }

  SourceStatus status() {
    return new SourceStatus(config.name(), nodes.size(), success, lastSuccess);
  }

  @Override
  public void found(List<Target> all, List<String> withProblems) {
    if (!stopped) {
      nodes = List.copyOf(all);
      if (withProblems.isEmpty()) {
        lastSuccess = clock.instant();
      }
      ended(withProblems);
    }
  }

  @Override
  public void failed(String problem) {
    if (!stopped) {
      ended(List.of(problem));
    }
  }

  private void ended(List<String> withProblems) {
    if (!withProblems.equals(problems)) {
      withProblems.forEach(
          problem -> LOG.warning(() -> "source " + config.name() + ": " + problem));
      if (withProblems.isEmpty()) {
        LOG.info(() -> "source " + config.name() + ": answers again");
      }
    }
    problems = List.copyOf(withProblems);
    success = problems.isEmpty();
    firstAnswer.tryComplete();
    changed.run();
  }
}
