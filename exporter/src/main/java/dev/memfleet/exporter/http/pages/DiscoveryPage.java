package dev.memfleet.exporter.http.pages;

import dev.memfleet.exporter.fleet.Fleet;
import dev.memfleet.exporter.http.server.Exchange;
import dev.memfleet.exporter.http.server.Route;
import dev.memfleet.exporter.node.HostPort;
import dev.memfleet.exporter.node.HttpUrl;
import dev.memfleet.exporter.node.NodeAddress;
import dev.memfleet.exporter.node.Profile;
import dev.memfleet.exporter.node.Target;
import dev.memfleet.exporter.yaml.Quoted;
import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.function.Function;

/**
 * {@code /sd}: all known nodes, of every shard, in Prometheus' http_sd format. Each is to be
 * scraped through the external URL, or else the address at which the page was requested, so it
 * needs no relabelling.
 */
public final class DiscoveryPage implements Route {
  private static final String META = "__meta_memfleet_";

  private final Fleet fleet;
  private final Function<NodeAddress, Optional<String>> sources;
  private final Links links;

  /**
   * @param sources the name of the source of a node
   */
  public DiscoveryPage(Fleet fleet, Function<NodeAddress, Optional<String>> sources, Links links) {
    this.fleet = fleet;
    this.sources = sources;
    this.links = links;
  }

  @Override
  public Future<Void> handle(Exchange exchange) {
    String agent = Quoted.quote(links.external().map(HttpUrl::hostPort).orElse(agent(exchange)));
    boolean secure = links.external().map(HttpUrl::secure).orElse(exchange.isSecure());
    StringJoiner page = new StringJoiner(",\n", "[", "]\n");
    for (Target target : fleet.targets()) {
      page.add("{\"targets\":[" + agent + "],\"labels\":" + json(labels(target, secure)) + "}");
    }
    return exchange.send(200, "application/json", page.toString());
  }

  private Map<String, String> labels(Target target, boolean secure) {
    String address = target.address().toString();
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put("__metrics_path__", links.to(links.scrapePath()));
    labels.put("__param_target", address);
    if (secure) {
      labels.put("__scheme__", "https");
    }
    sources.apply(target.address()).ifPresent(source -> labels.put(META + "source", source));
    labels.put(META + "profile", target.profile().map(Profile::name).orElse(Profile.DEFAULT));
    labels.put("instance", address);
    String instanceLabel = fleet.rules().instanceLabel();
    if (instanceLabel != null) {
      labels.put(instanceLabel, address);
    }
    target.labels().forEach(labels::putIfAbsent);
    return labels;
  }

  private static String json(Map<String, String> labels) {
    StringJoiner json = new StringJoiner(",", "{", "}");
    labels.forEach((name, value) -> json.add(Quoted.quote(name) + ":" + Quoted.quote(value)));
    return json.toString();
  }

  /** The address at which the agent was reached: the Host header if valid, else the local one. */
  private static String agent(Exchange exchange) {
    String host = exchange.header("Host");
    return host != null && isAddress(host) ? host : exchange.reachedAt();
  }

  private static boolean isAddress(String host) {
    try {
      return !HostPort.parse(host).host().isEmpty();
    } catch (IllegalArgumentException malformed) {
      return false;
    }
  }
}
