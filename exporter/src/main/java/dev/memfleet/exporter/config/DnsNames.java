package dev.memfleet.exporter.config;

import dev.memfleet.exporter.dns.RecordType;
import dev.memfleet.exporter.node.HostPort;
import dev.memfleet.exporter.node.NodeAddress;
import dev.memfleet.exporter.node.Quoted;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * Names whose records are nodes.
 *
 * @param types one or more
 * @param port of the nodes that address records tell
 * @param servers IP addresses to ask in place of those of resolv.conf; none for those
 * @param minInterval from one look-up to the next, however short the records live
 * @param maxInterval from one look-up to the next, however long the records live
 * @param timeout for one question to one server
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

  static final DnsNames DEFAULT =
      new DnsNames(
          List.of(),
          Set.of(RecordType.SRV),
          NodeAddress.DEFAULT_PORT,
          List.of(),
          Duration.ofSeconds(5),
          Duration.ofMinutes(5),
          Duration.ofSeconds(2));

  public DnsNames {
    names = List.copyOf(names);
    types = Set.copyOf(types);
    servers = List.copyOf(servers);
  }

  static String checkName(String text) {
    HostPort name = parse(text, HOST_NAME);
    if (name.port().isPresent() || name.isAddress()) {
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

  static Set<RecordType> types(String text) {
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

  static int checkPort(int port) {
    if (port < 1 || port > 65535) {
      throw new IllegalArgumentException(port + ": expected 1 to 65535");
    }
    return port;
  }

  static HostPort server(String text) {
    HostPort server = parse(text, IP_ADDRESS);
    if (!server.isAddress()) {
      throw new IllegalArgumentException(Quoted.text(text) + ": expected " + IP_ADDRESS);
    }
    return server;
  }
}
