package dev.memfleet.exporter.fleet;

import dev.memfleet.exporter.client.ConnectProbe;
import dev.memfleet.exporter.client.Connector;
import dev.memfleet.exporter.config.PollConfig;
import dev.memfleet.exporter.scrape.NodeStatus;
import dev.memfleet.exporter.scrape.Scraper;
import dev.memfleet.exporter.target.NodeAddress;
import dev.memfleet.exporter.target.Target;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The nodes that the agent watches. Polls run on one event loop; every public method may be called
 * by any thread.
 */
public final class Fleet {
  private final Context context;
  private final Polling polling;
  private final @Nullable String instanceLabel;
  private final Map<NodeAddress, Node> nodes = new ConcurrentHashMap<>();
  private final OnDemandNodes onDemand;
  private final FleetPoller poller;
  private volatile List<Node> inOrder = List.of();
  private volatile Set<String> labelNames = Set.of();

  /**
   * @param instanceLabel the label that carries a node's address, or null for none
   */
  public Fleet(Vertx vertx, Scraper scraper, PollConfig config, @Nullable String instanceLabel) {
    Connector connector = new Connector(vertx);
    this.context = vertx.getOrCreateContext();
    this.polling = new Polling(connector, new ConnectProbe(connector), scraper, config);
    this.instanceLabel = instanceLabel;
    this.poller = new FleetPoller(vertx, config);
    this.onDemand = new OnDemandNodes(vertx, polling, System::nanoTime);
  }

  /** Starts to watch nodes; ends when each of them was polled once, whatever came of it. */
  public Future<Void> start(List<Target> targets) {
    return onContext(
        () -> {
          List<Node> added = new ArrayList<>();
          for (Target target : targets) {
            Node node = node(target);
            nodes.put(target.address(), node);
            added.add(node);
          }
          inOrder = List.copyOf(added);
          labelNames = labelNames(targets);
          return poller.start(added);
        });
  }

  private Set<String> labelNames(List<Target> targets) {
    Set<String> names = new TreeSet<>();
    targets.forEach(target -> names.addAll(target.labels().keySet()));
    if (instanceLabel != null) {
      names.add(instanceLabel);
    }
    return Collections.unmodifiableSet(names);
  }

  private Node node(Target target) {
    List<String> names = new ArrayList<>();
    List<String> values = new ArrayList<>();
    if (instanceLabel != null) {
      names.add(instanceLabel);
      values.add(target.address().toString());
    }
    target
        .labels()
        .forEach(
            (name, value) -> {
              names.add(name);
              values.add(value);
            });
    return new Node(target.address(), List.copyOf(names), List.copyOf(values), polling);
  }

  /** Number of nodes that the agent watches. */
  public int size() {
    return inOrder.size();
  }

  /** Every label that some node has. */
  public Set<String> labelNames() {
    return labelNames;
  }

  /** The last result of every node, in the order of the configuration. */
  public List<NodeStatus> statuses() {
    return inOrder.stream().map(Node::status).filter(Objects::nonNull).toList();
  }

  /** Polls every node now, within {@link PollConfig#maxConcurrent}. Never fails. */
  public Future<List<NodeStatus>> pollAll(Duration timeout) {
    return onContext(() -> poller.pollAll(inOrder, timeout));
  }

  /**
   * Polls one node now, over the connection that the agent has to it; a node that it does not watch
   * is remembered for some minutes. Never fails.
   */
  public Future<NodeStatus> poll(NodeAddress address, Duration timeout) {
    return onContext(
        () -> {
          Node node = nodes.get(address);
          return (node == null ? onDemand.get(address) : node).poll(timeout);
        });
  }

  /** Stops polling and closes every connection. */
  public Future<Void> stop() {
    return onContext(
        () -> {
          poller.stop();
          inOrder.forEach(Node::close);
          onDemand.close();
          return Future.succeededFuture();
        });
  }

  private <T> Future<T> onContext(Supplier<Future<T>> task) {
    Promise<T> end = Promise.promise();
    context.runOnContext(go -> task.get().onComplete(end));
    return end.future();
  }
}
