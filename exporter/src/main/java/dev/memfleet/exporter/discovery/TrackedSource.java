package dev.memfleet.exporter.discovery;

import dev.memfleet.exporter.client.Confinement;
import dev.memfleet.exporter.node.NodeAddress;
import dev.memfleet.exporter.node.NodeRules;
import dev.memfleet.exporter.node.Target;
import dev.memfleet.exporter.protocol.ClusterReply;
import dev.memfleet.exporter.text.LogEvent;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** A source of nodes, with its last good answer and its status. Confined to one event loop. */
final class TrackedSource implements Source.Listener {
  private static final Logger LOG = Logger.getLogger(TrackedSource.class.getName());

  private static final int MAX_LOGGED = 10;

  private final Confinement loop = new Confinement();
  private final Source source;
  private final NodeRules rules;
  private final Clock clock;
  private final Predicate<List<Target>> withinLimit;
  private final Runnable changed;
  private final Promise<Void> firstAnswer = Promise.promise();

  private SourceConfig config;
  private List<Target> nodes = List.of();
  private List<Target> labelled = List.of();
  private @Nullable Instant lastSuccess;
  private @Nullable ClusterReply cluster;
  private List<String> problems = List.of();
  private @Nullable Instant failedSince;
  private boolean success;
  private boolean stopped;

  /**
   * @param rules how its answers are parsed
   * @param fits whether the nodes of all sources stay within the limit if this source has these
   * @param changed called after each answer and each failure
   */
  TrackedSource(
      SourceConfig config,
      Source source,
      NodeRules rules,
      Clock clock,
      Predicate<List<Target>> fits,
      Runnable changed) {
    this.config = config;
    this.source = source;
    this.rules = rules;
    this.clock = clock;
    this.withinLimit = fits;
    this.changed = changed;
  }

  /** Copies answer and status of the source that this one replaces, to use until it has its own. */
  void inherit(TrackedSource other) {
    loop.check();
    nodes = other.nodes;
    label();
    lastSuccess = other.lastSuccess;
    cluster = other.cluster;
    success = other.success;
    problems = other.problems;
    failedSince = other.failedSince;
  }

  void start() {
    loop.check();
    source.start(this);
  }

  void stop() {
    loop.check();
    stopped = true;
    source.stop();
    firstAnswer.tryComplete();
  }

  /** Whether a reload can keep this source: its settings, profile and rules are unchanged. */
  boolean matches(SourceConfig other, NodeRules otherRules) {
    return config.origin().equals(other.origin())
        && config.profile().equals(other.profile())
        && rules.equals(otherRules);
  }

  void apply(SourceConfig other) {
    loop.check();
    config = other;
    label();
  }

  /** Completes after the first answer or failure has been published, or when the source stops. */
  Future<Void> firstAnswer() {
    return firstAnswer.future();
  }

  /** The nodes of the last good answer, without duplicates, with the defaults of the source. */
  List<Target> nodes() {
    return labelled;
  }

  private void label() {
    Map<NodeAddress, Target> once = new LinkedHashMap<>();
    for (Target node : nodes) {
      once.putIfAbsent(
          node.address(),
          node.withDefaultLabels(config.labels())
              .withDefaultProfile(config.profile())
              .withDefaultCollectors(config.collectors()));
    }
    labelled = List.copyOf(once.values());
  }

  SourceStatus status() {
    boolean isCluster = config.origin().isCluster();
    return new SourceStatus(
        config.name(),
        isCluster,
        labelled.size(),
        success,
        lastSuccess,
        problems,
        failedSince,
        cluster);
  }

  @Override
  public void found(Answer answer) {
    loop.check();
    if (!stopped) {
      if (!answer.nodes().equals(nodes) && !withinLimit.test(answer.nodes())) {
        publish("source refused", List.of(rules.budget().refusal()));
        return;
      }
      if (!answer.nodes().equals(nodes)) {
        nodes = answer.nodes();
        label();
      }
      if (answer.problems().isEmpty()) {
        lastSuccess = clock.instant();
      }
      cluster = answer.cluster();
      publish("source answered in part", answer.problems());
    }
  }

  @Override
  public void failed(List<String> problems) {
    loop.check();
    if (!stopped) {
      publish("source failed", problems);
    }
  }

  private void publish(String event, List<String> withProblems) {
    if (!withProblems.equals(problems)) {
      withProblems.stream().limit(MAX_LOGGED).forEach(problem -> warn(event, problem));
      if (withProblems.size() > MAX_LOGGED) {
        warn(event, (withProblems.size() - MAX_LOGGED) + " more problems");
      }
      if (withProblems.isEmpty()) {
        LogEvent.info(LOG, "source recovered", "source", config.name());
      }
    }
    problems = List.copyOf(withProblems);
    success = problems.isEmpty();
    if (success) {
      failedSince = null;
    } else if (failedSince == null) {
      failedSince = clock.instant();
    }
    changed.run();
    firstAnswer.tryComplete();
  }

  private void warn(String event, String problem) {
    LogEvent.warning(LOG, event, "source", config.name(), "err", problem);
  }
}
