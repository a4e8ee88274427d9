package dev.memfleet.exporter.fleet;

import dev.memfleet.exporter.client.Connectors;
import dev.memfleet.exporter.client.Destination;
import dev.memfleet.exporter.client.FailureReason;
import dev.memfleet.exporter.node.Admission;
import dev.memfleet.exporter.node.NodeAddress;
import dev.memfleet.exporter.node.Profile;
import dev.memfleet.exporter.node.Shard;
import dev.memfleet.exporter.node.Target;
import dev.memfleet.exporter.protocol.Section;
import dev.memfleet.exporter.scrape.Probe;
import dev.memfleet.exporter.scrape.ScrapeRequest;
import dev.memfleet.exporter.scrape.ScrapeResult;
import dev.memfleet.exporter.self.InternalErrors;
import dev.memfleet.exporter.self.SelfMetrics;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The nodes that the agent watches. Polls run on one event loop; all public methods are
 * thread-safe.
 */
public final class Fleet {
  private final Context context;
  private final Polling polling;
  private final Shard shard;
  private final Map<NodeAddress, Node> nodes = new ConcurrentHashMap<>();
  private final OnDemandNodes onDemand;
  private final FleetPoller poller;
  private volatile List<Target> targets = List.of();
  private volatile Map<NodeAddress, Target> watched = Map.of();
  private volatile List<Node> inOrder = List.of();
  private volatile Set<String> labelNames = Set.of();

  /** A fleet that polls all nodes it knows, over one connection each. */
  public Fleet(Vertx vertx, PollRules rules) {
    this(
        vertx,
        rules,
        Shard.UNSHARDED,
        Integer.MAX_VALUE,
        () -> Duration.ZERO,
        new InternalErrors());
  }

  /**
   * @param shard the known nodes to poll; the others are polled only on demand
   * @param connections limit of connections open to nodes at the same time
   * @param behind total time by which the calling event loop has been late
   */
  public Fleet(
      Vertx vertx,
      PollRules rules,
      Shard shard,
      int connections,
      Supplier<Duration> behind,
      InternalErrors errors) {
    Sockets sockets = new Sockets(connections);
    this.shard = shard;
    this.context = vertx.getOrCreateContext();
    this.polling = new Polling(new Connectors(vertx), sockets, behind, rules);
    this.poller = new FleetPoller(vertx, rules.config(), sockets, errors);
    this.onDemand = new OnDemandNodes(vertx, polling, System::nanoTime);
  }

  /**
   * Replaces the set of watched nodes. A node that stays keeps its connection, its schedule, its
   * counters and its last result; one that leaves is dropped at once.
   *
   * @return completes when each of them was polled once, successfully or not
   */
  public Future<Void> watch(List<Target> all) {
    return onContext(
        () -> {
          targets = List.copyOf(all);
          List<Node> added = added();
          removeOthers();
          watched = owned();
          inOrder = watched.keySet().stream().map(this::node).toList();
          label();
          connect();
          polling.keepHistoryOf(inOrder.size());
          poller.add(added);
          return Future.join(inOrder.stream().map(Node::firstPoll).toList()).mapEmpty();
        });
  }

  private Map<NodeAddress, Target> owned() {
    Map<NodeAddress, Target> owned = new LinkedHashMap<>();
    for (Target target : targets) {
      if (shard.owns(target.address())) {
        owned.put(target.address(), target);
      }
    }
    return Collections.unmodifiableMap(owned);
  }

  private List<Node> added() {
    List<Node> added = new ArrayList<>();
    for (Target target : targets) {
      if (!nodes.containsKey(target.address())) {
        Node node = new Node(target.address(), profile(target), anywhere -> true, true, polling);
        nodes.put(target.address(), node);
        if (shard.owns(target.address())) {
          added.add(node);
        }
      }
    }
    return added;
  }

  private void removeOthers() {
    Set<NodeAddress> gone = new HashSet<>(nodes.keySet());
    targets.forEach(target -> gone.remove(target.address()));
    for (NodeAddress address : gone) {
      Node node = node(address);
      nodes.remove(address);
      poller.remove(node);
      node.close();
    }
  }

  private Node node(NodeAddress address) {
    return Objects.requireNonNull(nodes.get(address));
  }

  private void label() {
    String instanceLabel = rules().instanceLabel();
    Set<String> all = new TreeSet<>();
    for (Target target : targets) {
      Map<String, String> labels = new LinkedHashMap<>();
      if (instanceLabel != null) {
        labels.put(instanceLabel, target.address().toString());
      }
      target.labels().forEach(labels::putIfAbsent);
      node(target.address()).label(List.copyOf(labels.keySet()), List.copyOf(labels.values()));
      all.addAll(labels.keySet());
    }
    if (instanceLabel != null) {
      all.add(instanceLabel);
    }
    labelNames = Collections.unmodifiableSet(all);
  }

  private void connect() {
    Set<Profile> inUse = new HashSet<>(rules().admission().profiles().values());
    for (Target target : targets) {
      Profile profile = profile(target);
      node(target.address()).connectBy(profile);
      node(target.address()).collect(target.collectors());
      inUse.add(profile);
    }
    polling.connectors().retain(inUse);
  }

  private Profile profile(Target target) {
    return Profile.orDefault(target.profile(), rules().admission().defaultProfile());
  }

  /**
   * Applies other rules for polling and labels without skipping a poll; closes only the connections
   * that the new rules would open differently.
   */
  public Future<Void> apply(PollRules rules) {
    return onContext(
        () -> {
          if (!rules.admission().equals(rules().admission())) {
            onDemand.clear();
          }
          polling.apply(rules);
          poller.apply(rules.config());
          label();
          connect();
          return Future.succeededFuture();
        });
  }

  /** The rules in effect for polling and labels. */
  public PollRules rules() {
    return polling.rules();
  }

  /** All nodes that the agent knows, including those of other shards. */
  public List<Target> targets() {
    return targets;
  }

  /** Number of nodes that the agent watches. */
  public int size() {
    return inOrder.size();
  }

  /** The label names of all nodes. */
  public Set<String> labelNames() {
    return labelNames;
  }

  /** The last result of every node, in the order of the configuration. */
  public List<NodeStatus> statuses() {
    return statuses(System.nanoTime());
  }

  /**
   * The last results as shown at the given time.
   *
   * @param now on the monotonic clock
   */
  List<NodeStatus> statuses(long now) {
    return inOrder.stream().map(node -> node.status(now)).filter(Objects::nonNull).toList();
  }

  /** Every node that the agent watches, in the order of the configuration. */
  public List<WatchedNode> watched() {
    long now = System.nanoTime();
    List<WatchedNode> watched = new ArrayList<>();
    for (Target target : this.watched.values()) {
      Node node = nodes.get(target.address());
      if (node != null) {
        watched.add(new WatchedNode(target, node.status(now), node.history()));
      }
    }
    return watched;
  }

  /** The node with this address; empty if the agent does not watch it. */
  public Optional<Target> watched(NodeAddress address) {
    return Optional.ofNullable(watched.get(address));
  }

  /** The nodes that the agent watches, keyed by address, in the order of the configuration. */
  public Map<NodeAddress, Target> watchedTargets() {
    return watched;
  }

  /** The reason why polling is stalled; empty if it is not. */
  public Optional<String> problem() {
    return problem(System.nanoTime());
  }

  Optional<String> problem(long now) {
    return poller.problem(now);
  }

  /** Registers the metrics. */
  public void register(SelfMetrics self) {
    self.gauge("memcached_exporter_nodes", "Nodes that the agent watches.", this::size);
    self.gauge(
        "memcached_exporter_nodes_not_polled",
        "Nodes without a recent result, which have no memcached_up; high if polling falls behind.",
        () -> statuses().stream().filter(status -> !status.last().asked()).count());
    self.gauge(
        "memcached_exporter_shard_index",
        "Index of the shard of the nodes that the agent polls, from 0.",
        shard::index);
    self.gauge(
        "memcached_exporter_shard_total", "Number of agents that share the nodes.", shard::total);
  }

  /** Polls all nodes now, at most {@link PollConfig#maxConcurrent} at the same time. */
  public Future<List<NodeStatus>> pollAll(Duration timeout) {
    return onContext(() -> poller.pollAll(inOrder, timeout));
  }

  /**
   * Like {@link #poll(NodeAddress, Optional, Duration)}, with the node's own profile or the default
   * one.
   */
  public Future<NodeStatus> poll(NodeAddress address, Duration timeout) {
    return poll(address, Optional.empty(), timeout);
  }

  /**
   * Polls one node now, over its existing connection; a node that is not watched is remembered for
   * some minutes. A forbidden target fails with {@link FailureReason#FORBIDDEN}; a failed future is
   * a bug in the agent.
   *
   * @param wanted how to connect; if empty, the node's own profile or the default one
   */
  public Future<NodeStatus> poll(NodeAddress address, Optional<Profile> wanted, Duration timeout) {
    return poll(address, wanted, EnumSet.allOf(Section.class), timeout);
  }

  /**
   * Like {@link #poll(NodeAddress, Optional, Duration)}.
   *
   * @param only the collectors to ask for, among the node's own
   */
  public Future<NodeStatus> poll(
      NodeAddress address, Optional<Profile> wanted, Set<Section> only, Duration timeout) {
    return onContext(
        () -> {
          Admission admission = rules().admission();
          Node known = nodes.get(address);
          Profile asWatched = known == null ? admission.defaultProfile() : known.profile();
          Profile profile = wanted.orElse(asWatched);
          if (known != null && profile.equals(asWatched)) {
            return known.poll(only, timeout);
          }
          return admission
              .addresses(address, profile, known != null)
              .map(allowed -> onDemand.get(address, profile, allowed).poll(only, timeout))
              .orElseGet(() -> forbidden(Admission.refusal(address, profile)));
        });
  }

  private Future<NodeStatus> forbidden(String message) {
    return Future.succeededFuture(NodeStatus.neverPolled(refused(message)));
  }

  private ScrapeResult refused(String message) {
    return ScrapeResult.forbidden(message, all());
  }

  private Set<Section> all() {
    return polling.scraper().wanted(Optional.empty()).collectors();
  }

  /**
   * Like {@link #poll(NodeAddress, Optional, Set, Duration)}, over a separate connection and with a
   * transcript. Does not count as a poll and leaves the node's state unchanged.
   */
  public Future<Probe> probe(
      NodeAddress address, Optional<Profile> wanted, Set<Section> only, Duration timeout) {
    return onContext(
        () -> {
          Admission admission = rules().admission();
          Node known = nodes.get(address);
          Profile asWatched = known == null ? admission.defaultProfile() : known.profile();
          Profile profile = wanted.orElse(asWatched);
          boolean watched = known != null && profile.equals(asWatched);
          Optional<Predicate<InetAddress>> within =
              watched
                  ? Optional.of(anywhere -> true)
                  : admission.addresses(address, profile, known != null);
          ScrapeRequest part =
              (known != null && watched
                      ? known.wanted()
                      : polling.scraper().wanted(profile.collectors()))
                  .only(only);
          return within
              .map(
                  allowed ->
                      probe(polling.connectors().of(profile).to(address, allowed), part, timeout))
              .orElseGet(
                  () ->
                      Future.succeededFuture(
                          Probe.notStarted(refused(Admission.refusal(address, profile)))));
        });
  }

  private Future<Probe> probe(Destination node, ScrapeRequest part, Duration timeout) {
    Sockets.Brief socket = new Sockets.Brief();
    if (!polling.sockets().take(socket)) {
      return Future.succeededFuture(
          Probe.notStarted(ScrapeResult.notAsked(polling.sockets().allInUse(), all())));
    }
    return polling
        .scraper()
        .probe(node, part, timeout)
        .onComplete(ignored -> polling.sockets().free(socket));
  }

  /** Stops polling and closes every connection. */
  public Future<Void> stop() {
    return onContext(
        () -> {
          poller.stop();
          nodes.values().forEach(Node::close);
          onDemand.close();
          return Future.succeededFuture();
        });
  }

  private <T extends @Nullable Object> Future<T> onContext(Supplier<Future<T>> task) {
    Promise<T> end = Promise.promise();
    context.runOnContext(
        ignored -> Future.succeededFuture().compose(started -> task.get()).onComplete(end));
    return end.future();
  }
}
