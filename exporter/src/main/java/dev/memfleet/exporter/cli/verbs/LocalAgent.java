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

/** Where the agent of the same container answers. */
final class LocalAgent {
  private LocalAgent() {}

  /** By the environment, which the agent has too, else by default. */
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
