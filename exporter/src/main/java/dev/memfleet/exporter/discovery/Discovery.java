package dev.memfleet.exporter.discovery;

import dev.memfleet.exporter.client.Confinement;
import dev.memfleet.exporter.client.Connectors;
import dev.memfleet.exporter.node.NodeAddress;
import dev.memfleet.exporter.node.NodeBudget;
import dev.memfleet.exporter.node.NodeRules;
import dev.memfleet.exporter.node.Profile;
import dev.memfleet.exporter.node.Target;
import dev.memfleet.exporter.self.InternalErrors;
import dev.memfleet.exporter.self.InternalErrors.Where;
import dev.memfleet.exporter.self.SelfMetrics;
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
 * All sources, and the union of their nodes. Confined to one event loop; every public method may be
 * called by any thread.
 *
 * <p>Each source asks on its own time and hands in a whole list or a failure ({@link KnownSource});
 * a failure, or a list that is too long, changes nothing of its last good list. After each answer
 * the lists are united in the order of the configuration, the first source that has a node giving
 * its labels, and the fleet hears of the union if it is another than before. While a configuration
 * is applied the answers that come at once are united once, at the end.
 *
 * <p>A reload matches sources by name. One with the same settings, profile and rules goes on
 * undisturbed; one with others is replaced by a new source that inherits its list, which stands
 * until the new one has answered; one whose name is gone is stopped, and its nodes leave. Applying
 * a configuration has two ends, as the agent is ready at the second: all sources are at work; each
 * of them has answered or failed once and the nodes found by then were polled.
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
  private Map<String, KnownSource> sources = new LinkedHashMap<>();
  private List<Target> union = List.of();
  private Future<Void> watched = Future.succeededFuture();
  private boolean applying;
  private volatile List<SourceStatus> statuses = List.of();
  private volatile Map<NodeAddress, String> sourceOf = Map.of();

  /**
   * @param watch called on every change of the union; its future ends when each of these nodes was
   *     polled once
   */
  public Discovery(Vertx vertx, Clock clock, Function<List<Target>, Future<Void>> watch) {
    this(vertx, clock, watch, new InternalErrors());
  }

  /**
   * @param errors where a mistake in handling an answer goes; the sources go on
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
   * Asks these sources from now on, and no others. An unchanged source goes on undisturbed; one
   * whose configuration changes keeps its nodes until its next answer.
   *
   * @param rules which no node may carry
   * @return ends when they are at work; the inner future, when each of them has answered or failed
   *     once and the nodes found by then were polled once
   */
  public Future<Future<Void>> follow(List<SourceConfig> configs, NodeRules rules) {
    Promise<Future<Void>> atWork = Promise.promise();
    context.runOnContext(
        ignored -> {
          loop.check();
          applying = true;
          List<KnownSource> added = replace(configs, rules);
          added.forEach(KnownSource::start);
          applying = false;
          changed();
          List<Future<Void>> answers =
              sources.values().stream().map(KnownSource::firstAnswer).toList();
          Future<Void> polled = Future.join(answers).compose(all -> watched);
          // The watcher of the union was called on this loop, before what follows.
          context.runOnContext(then -> atWork.complete(polled));
        });
    return atWork.future();
  }

  /** Takes over the unchanged sources and stops the rest; answers with those to be started. */
  private List<KnownSource> replace(List<SourceConfig> configs, NodeRules rules) {
    Map<String, KnownSource> before = sources;
    List<KnownSource> added = new ArrayList<>();
    sources = new LinkedHashMap<>();
    for (SourceConfig config : configs) {
      KnownSource known = before.get(config.name());
      if (known != null && known.matches(config, rules)) {
        before.remove(config.name());
        known.follow(config);
        sources.put(config.name(), known);
      } else {
        KnownSource fresh =
            new KnownSource(
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
    before.values().forEach(KnownSource::stop);
    connectors.retain(configs.stream().map(config -> profile(config, rules)).toList());
    return added;
  }

  /** Whether a source may have these nodes, beside those that the others have. */
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
        .source(new Surroundings(vertx, connectors, profile(config, rules), rules));
  }

  /** How the sources of nodes are connected to. */
  private static Profile profile(SourceConfig config, NodeRules rules) {
    return Profile.orDefault(config.profile(), rules.defaultProfile());
  }

  private void changed() {
    if (applying) {
      return;
    }
    try {
      unite();
    } catch (RuntimeException | Error mistake) {
      errors.caught(Where.DISCOVERY, mistake);
    }
  }

  private void unite() {
    loop.check();
    statuses = sources.values().stream().map(KnownSource::status).toList();
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
    if (!now.equals(union)) {
      int before = union.size();
      LOG.info(() -> "nodes: %d, before %d".formatted(now.size(), before));
      watched = watch.apply(now);
      union = now;
    }
  }

  /** How each source does, in their order. */
  public List<SourceStatus> statuses() {
    return statuses;
  }

  /** What is wrong with sources, a sentence each. */
  public List<String> failures() {
    return statuses.stream().flatMap(status -> status.failure().stream()).toList();
  }

  /** Hands in the metrics of the sources. */
  public void register(SelfMetrics self) {
    new SourceMetrics(this::statuses).register(self);
  }

  /** The name of the source that a node is taken from; empty when no source has it. */
  public Optional<String> sourceOf(NodeAddress node) {
    return Optional.ofNullable(sourceOf.get(node));
  }

  /** Asks no source any more. */
  public Future<Void> stop() {
    return follow(List.of(), new NodeRules(Set.of(), Map.of())).mapEmpty();
  }
}
