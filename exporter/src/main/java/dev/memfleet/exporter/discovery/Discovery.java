package dev.memfleet.exporter.discovery;

import dev.memfleet.exporter.client.Confinement;
import dev.memfleet.exporter.client.Connectors;
import dev.memfleet.exporter.node.NodeAddress;
import dev.memfleet.exporter.node.NodeBudget;
import dev.memfleet.exporter.node.NodeRules;
import dev.memfleet.exporter.node.Profile;
import dev.memfleet.exporter.node.Target;
import dev.memfleet.exporter.self.InternalErrors;
import dev.memfleet.exporter.self.InternalErrors.Component;
import dev.memfleet.exporter.self.SelfMetrics;
import dev.memfleet.exporter.text.LogEvent;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.logging.Logger;

/**
 * All sources, and the union of their nodes. Confined to one event loop; all public methods are
 * thread-safe.
 *
 * <p>Each source is queried on its own schedule and delivers a complete list or a failure ({@link
 * TrackedSource}); after a failure, or a list that is too long, its last good list stays in effect.
 * After each answer the lists are merged in the order of the configuration; labels come from the
 * first source that has the node. The fleet is notified if the union has changed. While a
 * configuration is being applied, the answers that arrive immediately are merged once, at the end.
 *
 * <p>A reload matches sources by name. A source with the same settings, profile and rules continues
 * undisturbed. One with other settings is replaced by a new source that inherits its list until the
 * first answer. One whose name is gone is stopped, and its nodes are removed. Applying a
 * configuration completes in two stages: first, all sources are started; second, each has answered
 * or failed once and the nodes found by then were polled. The agent is ready after the second.
 */
public final class Discovery {
  private static final Logger LOG = Logger.getLogger(Discovery.class.getName());

  private final Vertx vertx;
  private final Context context;
  private final Confinement loop = new Confinement();
  private final Connectors connectors;
  private final Clock clock;
  private final InternalErrors errors;
  private final Function<List<Target>, Future<Void>> watch;
  private Map<String, TrackedSource> sources = new LinkedHashMap<>();
  private List<Target> merged = List.of();
  private Future<Void> watched = Future.succeededFuture();
  private boolean applying;
  private volatile List<SourceStatus> statuses = List.of();
  private volatile Map<NodeAddress, String> sourceOf = Map.of();

  /**
   * @param watch called on every change of the union; its future completes when each of these nodes
   *     was polled once
   */
  public Discovery(Vertx vertx, Clock clock, Function<List<Target>, Future<Void>> watch) {
    this(vertx, clock, watch, new InternalErrors());
  }

  /**
   * @param errors receives errors in handling an answer; the sources continue
   */
  public Discovery(
      Vertx vertx, Clock clock, Function<List<Target>, Future<Void>> watch, InternalErrors errors) {
    this.errors = errors;
    this.vertx = vertx;
    this.connectors = new Connectors(vertx);
    this.context = vertx.getOrCreateContext();
    this.clock = clock;
    this.watch = watch;
  }

  /**
   * Replaces the set of sources. An unchanged source continues undisturbed; one whose configuration
   * changes keeps its nodes until its next answer.
   *
   * @param rules limits for the nodes of all sources
   * @return completes when the sources are started; the inner future, when each of them has
   *     answered or failed once and the nodes found by then were polled once
   */
  public Future<Future<Void>> apply(List<SourceConfig> configs, NodeRules rules) {
    Promise<Future<Void>> atWork = Promise.promise();
    context.runOnContext(
        ignored -> {
          loop.check();
          applying = true;
          List<TrackedSource> added = replace(configs, rules);
          added.forEach(TrackedSource::start);
          applying = false;
          changed();
          List<Future<Void>> answers =
              sources.values().stream().map(TrackedSource::firstAnswer).toList();
          Future<Void> polled = Future.join(answers).compose(all -> watched);
          // Completes after the task that the watcher has queued on this loop.
          context.runOnContext(then -> atWork.complete(polled));
        });
    return atWork.future();
  }

  /** Keeps the unchanged sources and stops the rest; returns those to be started. */
  private List<TrackedSource> replace(List<SourceConfig> configs, NodeRules rules) {
    Map<String, TrackedSource> before = sources;
    List<TrackedSource> added = new ArrayList<>();
    sources = new LinkedHashMap<>();
    for (SourceConfig config : configs) {
      TrackedSource known = before.get(config.name());
      if (known != null && known.matches(config, rules)) {
        before.remove(config.name());
        known.apply(config);
        sources.put(config.name(), known);
      } else {
        TrackedSource fresh =
            new TrackedSource(
                config,
                source(config, rules),
                rules,
                clock,
                nodes -> fits(config.name(), nodes, rules.budget()),
                this::changed);
        if (known != null) {
          fresh.inherit(known);
        }
        sources.put(config.name(), fresh);
        added.add(fresh);
      }
    }
    before.values().forEach(TrackedSource::stop);
    connectors.retain(configs.stream().map(config -> profile(config, rules)).toList());
    return added;
  }

  /** Whether a source may have these nodes in addition to those of the others. */
  private boolean fits(String name, List<Target> nodes, NodeBudget budget) {
    long others =
        sources.entrySet().stream()
            .filter(other -> !other.getKey().equals(name))
            .flatMap(other -> other.getValue().nodes().stream())
            .mapToLong(budget::cost)
            .sum();
    return others + nodes.stream().mapToLong(budget::cost).sum() <= budget.bytes();
  }

  private Source source(SourceConfig config, NodeRules rules) {
    return config
        .origin()
        .source(new SourceContext(vertx, connectors, profile(config, rules), rules));
  }

  /** The profile of a source's nodes. */
  private static Profile profile(SourceConfig config, NodeRules rules) {
    return Profile.orDefault(config.profile(), rules.defaultProfile());
  }

  private void changed() {
    if (applying) {
      return;
    }
    try {
      merge();
    } catch (RuntimeException | Error cause) {
      errors.caught(Component.DISCOVERY, cause);
    }
  }

  private void merge() {
    loop.check();
    statuses = sources.values().stream().map(TrackedSource::status).toList();
    Map<NodeAddress, Target> all = new LinkedHashMap<>();
    Map<NodeAddress, String> from = new HashMap<>();
    sources.forEach(
        (name, source) -> {
          for (Target node : source.nodes()) {
            all.putIfAbsent(node.address(), node);
            from.putIfAbsent(node.address(), name);
          }
        });
    sourceOf = Map.copyOf(from);
    List<Target> now = List.copyOf(all.values());
    if (!now.equals(merged)) {
      int before = merged.size();
      LogEvent.info(LOG, "nodes changed", "nodes", now.size(), "before", before);
      watched = watch.apply(now);
      merged = now;
    }
  }

  /** The status of each source, in the order of the configuration. */
  public List<SourceStatus> statuses() {
    return statuses;
  }

  /** The failures of sources, one sentence each. */
  public List<String> failures() {
    return statuses.stream().flatMap(status -> status.failure().stream()).toList();
  }

  /** Registers the metrics of the sources. */
  public void register(SelfMetrics self) {
    new SourceMetrics(this::statuses).register(self);
  }

  /** The name of the source that a node comes from; empty if no source has it. */
  public Optional<String> sourceOf(NodeAddress node) {
    return Optional.ofNullable(sourceOf.get(node));
  }

  /** Stops all sources. */
  public Future<Void> stop() {
    return apply(List.of(), new NodeRules(Set.of(), Map.of())).mapEmpty();
  }
}
