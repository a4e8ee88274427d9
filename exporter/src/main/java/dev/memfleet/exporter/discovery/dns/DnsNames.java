package dev.memfleet.exporter.discovery.dns;

import dev.memfleet.exporter.discovery.Origin;
import dev.memfleet.exporter.discovery.Source;
import dev.memfleet.exporter.discovery.SourceContext;
import dev.memfleet.exporter.dns.RecordType;
import dev.memfleet.exporter.node.HostPort;
import dev.memfleet.exporter.node.NodeAddress;
import dev.memfleet.exporter.settings.Key;
import dev.memfleet.exporter.settings.Keys;
import dev.memfleet.exporter.settings.Type;
import dev.memfleet.exporter.settings.YamlMapping;
import dev.memfleet.exporter.yaml.Quoted;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The settings of DNS names whose records are nodes.
 *
 * @param types one or more
 * @param port of nodes found by address records
 * @param servers IP addresses to query instead of those of resolv.conf; empty for those
 * @param minInterval lower limit of the time between look-ups, whatever the TTL
 * @param maxInterval upper limit of the time between look-ups, whatever the TTL
 * @param timeout for one query to one server
 */
public record DnsNames(
    List<String> names,
    Set<RecordType> types,
    int port,
    List<HostPort> servers,
    Duration minInterval,
    Duration maxInterval,
    Duration timeout)
    implements Origin {

  private static final String HOST_NAME = "a host name";
  private static final String IP_ADDRESS = "an IP address, with or without a port";

  public static final Keys<DnsNames> KEYS = new Keys<>();

  // spotless:off
  private static final Key<List<String>> NAMES = KEYS.required("names", Type.nonEmpty(Type.list("list of names", DnsNames::checkName)), DnsNames::names, "Names to look up; a dot at the end turns search domains off.");
  private static final Key<Set<RecordType>> TYPE = KEYS.key("type", Type.text("record type", DnsNames::types).written(DnsNames::text), Set.of(RecordType.SRV), DnsNames::types, "`SRV`, `A`, `AAAA` or `A+AAAA`.");
  private static final Key<Integer> PORT = KEYS.key("port", Type.integer(DnsNames::checkPort), NodeAddress.DEFAULT_PORT, names -> names.types.contains(RecordType.SRV) ? null : names.port, "Port of the nodes; not with `SRV`, whose records have their own.");
  private static final Key<List<HostPort>> SERVERS = KEYS.key("servers", Type.list("list of addresses", DnsNames::server), List.of(), DnsNames::servers, "Name servers to query in turn, IP addresses with or without a port, without search domains; by default those of `/etc/resolv.conf`, with its search domains.");
  private static final Key<Duration> MIN_INTERVAL = KEYS.key("min_interval", Type.POSITIVE_DURATION, Duration.ofSeconds(5), DnsNames::minInterval, "Shortest time between two look-ups, however short the records' time to live; also the time after a failure.");
  private static final Key<Duration> MAX_INTERVAL = KEYS.key("max_interval", Type.POSITIVE_DURATION, Duration.ofMinutes(5), DnsNames::maxInterval, "Longest time between two look-ups, however long the records' time to live.");
  private static final Key<Duration> TIMEOUT = KEYS.key("timeout", Type.POSITIVE_DURATION, Duration.ofSeconds(2), DnsNames::timeout, "Timeout of one query to one server; each is queried twice at most.");
  // spotless:on

  public DnsNames {
    names = List.copyOf(names);
    types = Set.copyOf(types);
    servers = List.copyOf(servers);
  }

  public static Optional<DnsNames> read(YamlMapping in) {
    DnsNames read =
        new DnsNames(
            NAMES.given(in).orElse(List.of()),
            TYPE.of(in),
            PORT.of(in),
            SERVERS.of(in),
            MIN_INTERVAL.of(in),
            MAX_INTERVAL.of(in),
            TIMEOUT.of(in));
    if (read.types.contains(RecordType.SRV) && PORT.isIn(in)) {
      in.problem(PORT.name(), "not allowed with SRV records, which have their own port");
    }
    if (read.minInterval.compareTo(read.maxInterval) > 0) {
      in.problem("min_interval is longer than max_interval");
    }
    return Optional.of(read);
  }

  @Override
  public Source source(SourceContext around) {
    return new DnsSource(around.vertx(), this);
  }

  private static String checkName(String text) {
    if (NodeAddress.isLookUp(text)) {
      throw new IllegalArgumentException(
          "%s: expected %s without %s (type says which records to look up)"
              .formatted(Quoted.text(text), HOST_NAME, text.substring(0, text.indexOf('+') + 1)));
    }
    HostPort name = parse(text, HOST_NAME);
    if (name.port().isPresent()) {
      throw new IllegalArgumentException(
          "%s: expected %s without a port (SRV records have their own, others take that of port)"
              .formatted(Quoted.text(text), HOST_NAME));
    }
    if (name.isAddress()) {
      throw new IllegalArgumentException(Quoted.text(text) + ": expected " + HOST_NAME);
    }
    return name.host();
  }

  private static HostPort parse(String text, String expected) {
    try {
      return HostPort.parse(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "%s: %s (expected %s)".formatted(Quoted.text(text), e.getMessage(), expected), e);
    }
  }

  private static Set<RecordType> types(String text) {
    return switch (text) {
      case "SRV" -> Set.of(RecordType.SRV);
      case "A" -> Set.of(RecordType.A);
      case "AAAA" -> Set.of(RecordType.AAAA);
      case "A+AAAA" -> Set.of(RecordType.A, RecordType.AAAA);
      default ->
          throw new IllegalArgumentException(
              Quoted.text(text) + ": expected SRV, A, AAAA or A+AAAA");
    };
  }

  private static String text(Set<RecordType> types) {
    return types.stream().sorted().map(RecordType::name).collect(Collectors.joining("+"));
  }

  private static int checkPort(int port) {
    if (port < 1 || port > 65535) {
      throw new IllegalArgumentException(port + ": expected 1 to 65535");
    }
    return port;
  }

  private static HostPort server(String text) {
    HostPort server = parse(text, IP_ADDRESS);
    if (!server.isAddress()) {
      throw new IllegalArgumentException(Quoted.text(text) + ": expected " + IP_ADDRESS);
    }
    return server;
  }
}
