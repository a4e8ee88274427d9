package dev.memfleet.exporter.cli.verbs;

import dev.memfleet.exporter.cli.verbs.Discovered.DiscoveredNode;
import dev.memfleet.exporter.cli.verbs.Discovered.DiscoveredSource;
import dev.memfleet.exporter.config.Config;
import dev.memfleet.exporter.discovery.Discovery;
import dev.memfleet.exporter.discovery.SourceConfig;
import dev.memfleet.exporter.discovery.StaticNodes;
import dev.memfleet.exporter.node.NodeRules;
import dev.memfleet.exporter.node.Profile;
import dev.memfleet.exporter.node.Target;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The nodes of a configuration file: those listed in it, and those found by its sources. */
final class DirectTargets implements TargetSource {
  private static final long TIMEOUT_SECONDS = 15;

  private final Discovery discovery;
  private final Profile byDefault;
  private volatile List<Target> targets = List.of();

  /**
   * Queries all sources, and waits until each has answered or failed once.
   *
   * @param byDefault profile of nodes that have none of their own
   * @param reservedLabels which no node may carry
   */
  DirectTargets(Vertx vertx, Config config, Profile byDefault, Set<String> reservedLabels) {
    this.byDefault = byDefault;
    this.discovery = new Discovery(vertx, Clock.systemUTC(), this::found);
    try {
      discovery
          .apply(sources(config), rules(config, byDefault, reservedLabels))
          .compose(asked -> asked)
          .await(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException slow) {
      // sources without an answer are shown as failed
    }
  }

  private Future<Void> found(List<Target> now) {
    targets = now;
    return Future.succeededFuture();
  }

  private static List<SourceConfig> sources(Config config) {
    List<SourceConfig> sources = new ArrayList<>();
    sources.add(new SourceConfig(SourceConfig.STATIC, Map.of(), new StaticNodes(config.nodes())));
    sources.addAll(config.discovery());
    return sources;
  }

  private static NodeRules rules(Config config, Profile byDefault, Set<String> reservedLabels) {
    Set<String> taken = new TreeSet<>(reservedLabels);
    taken.add(config.instanceLabel());
    Map<String, Profile> profiles = new HashMap<>(config.profiles());
    profiles.put(Profile.DEFAULT, byDefault);
    return new NodeRules(taken, profiles);
  }

  @Override
  public Discovered now() {
    List<DiscoveredNode> nodes = new ArrayList<>();
    for (Target target : targets) {
      String profile = Profile.orDefault(target.profile(), byDefault).name();
      nodes.add(
          new DiscoveredNode(target, discovery.sourceOf(target.address()).orElse(""), profile));
    }
    List<DiscoveredSource> sources =
        discovery.statuses().stream()
            .map(s -> new DiscoveredSource(s.name(), s.nodes(), s.success(), s.problems()))
            .toList();
    return new Discovered(nodes, sources);
  }

  @Override
  public void close() {
    discovery.stop();
  }
}
