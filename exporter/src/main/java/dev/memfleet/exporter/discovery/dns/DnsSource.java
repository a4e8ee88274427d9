package dev.memfleet.exporter.discovery.dns;

import dev.memfleet.exporter.discovery.Answer;
import dev.memfleet.exporter.discovery.PolledSource;
import dev.memfleet.exporter.dns.DnsLookUp;
import dev.memfleet.exporter.dns.DnsLookUp.Records;
import dev.memfleet.exporter.dns.DnsRecord;
import dev.memfleet.exporter.dns.RecordType;
import dev.memfleet.exporter.dns.ResolvConf;
import dev.memfleet.exporter.node.HostPort;
import dev.memfleet.exporter.node.NodeAddress;
import dev.memfleet.exporter.node.Target;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * DNS names that are looked up again when their records expire. Each name keeps its own last good
 * nodes.
 */
final class DnsSource extends PolledSource {
  private final Vertx vertx;
  private final DnsNames config;
  private final DnsLookUp dns;
  private final SortedMap<Lookup, List<Target>> known = new TreeMap<>();

  /** One name and one type of its records. */
  private record Lookup(String name, RecordType type) implements Comparable<Lookup> {
    @Override
    public int compareTo(Lookup other) {
      int byName = name.compareTo(other.name);
      return byName != 0 ? byName : type.compareTo(other.type);
    }
  }

  /** The outcome of one look-up. */
  private record Result(Duration ttl, List<String> problems) {}

  DnsSource(Vertx vertx, DnsNames config) {
    super(vertx, config.minInterval());
    this.vertx = vertx;
    this.config = config;
    this.dns = new DnsLookUp(vertx);
  }

  @Override
  protected Future<Answer> ask() {
    Future<ResolvConf> resolver =
        config.servers().isEmpty()
            ? vertx.executeBlocking(ResolvConf::load, false)
            : Future.succeededFuture(ResolvConf.of(config.servers()));
    return resolver.compose(this::ask);
  }

  private Future<Answer> ask(ResolvConf resolver) {
    List<Future<Result>> lookups = new ArrayList<>();
    for (String name : config.names()) {
      for (RecordType type : config.types()) {
        lookups.add(ask(new Lookup(name, type), resolver));
      }
    }
    return Future.join(lookups).map(all -> answer(all.list()));
  }

  /** Never fails. */
  private Future<Result> ask(Lookup lookup, ResolvConf resolver) {
    return dns.find(lookup.name, lookup.type, resolver, config.timeout())
        .map(
            found -> {
              known.put(lookup, nodes(found));
              return new Result(found.ttl(), List.of());
            })
        .otherwise(
            cause -> new Result(Duration.ZERO, List.of(lookup.type + " " + cause.getMessage())));
  }

  private List<Target> nodes(Records found) {
    List<Target> nodes = new ArrayList<>();
    for (DnsRecord record : found.records()) {
      // An SRV record that points to the root means that the service does not exist.
      if (!record.host().isEmpty()) {
        int port = record.port() == 0 ? config.port() : record.port();
        String address = HostPort.format(record.host(), port);
        nodes.add(new Target(NodeAddress.parse(address), Map.of()));
      }
    }
    // Servers change the order of records from answer to answer.
    nodes.sort(Comparator.comparing(node -> node.address().toString()));
    return nodes;
  }

  private Answer answer(List<Result> results) {
    Duration ttl = config.maxInterval();
    List<String> problems = new ArrayList<>();
    for (Result result : results) {
      ttl = result.ttl.compareTo(ttl) < 0 ? result.ttl : ttl;
      problems.addAll(result.problems);
    }
    Duration next = ttl.compareTo(config.minInterval()) < 0 ? config.minInterval() : ttl;
    List<Target> nodes = known.values().stream().flatMap(List::stream).toList();
    return new Answer(nodes, problems, next);
  }
}
