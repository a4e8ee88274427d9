package dev.memfleet.exporter.cli.verbs;

import dev.memfleet.exporter.cli.CommandLine;
import dev.memfleet.exporter.cli.Exit;
import dev.memfleet.exporter.cli.Flags;
import dev.memfleet.exporter.cli.ListenAddress;
import dev.memfleet.exporter.cli.Options;
import dev.memfleet.exporter.node.HostPort;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** The URL of the agent in the same container. */
final class LocalAgent {
  private LocalAgent() {}

  /** From the environment, which the agent shares, else the default. */
  static URI url(Map<String, String> environment) throws Exit {
    Options options = CommandLine.parse(List.of(), environment);
    ListenAddress address = options.get(Flags.LISTEN_ADDRESS).get(0);
    String host = address.host();
    boolean any = host.isEmpty() || host.equals("0.0.0.0") || host.equals("::");
    return URI.create(
        "http://"
            + HostPort.format(any ? "localhost" : host, address.port())
            + options.routePrefix());
  }
}
