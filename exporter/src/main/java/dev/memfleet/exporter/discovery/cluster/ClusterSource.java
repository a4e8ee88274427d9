package dev.memfleet.exporter.discovery.cluster;

import dev.memfleet.exporter.client.Connector;
import dev.memfleet.exporter.client.Destination;
import dev.memfleet.exporter.discovery.Answer;
import dev.memfleet.exporter.discovery.PolledSource;
import dev.memfleet.exporter.discovery.cluster.ClusterEndpoint.ConnectTo;
import dev.memfleet.exporter.node.HostPort;
import dev.memfleet.exporter.node.NodeAddress;
import dev.memfleet.exporter.node.Target;
import dev.memfleet.exporter.protocol.ClusterReply;
import dev.memfleet.exporter.protocol.ClusterReply.Member;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Map;

/** A cluster whose endpoint lists its nodes. A node's name becomes its label {@code host}. */
final class ClusterSource extends PolledSource {
  private static final String NAME_LABEL = "host";

  private final ClusterEndpoint config;
  private final Destination endpoint;

  ClusterSource(Vertx vertx, ClusterEndpoint config, Connector connector) {
    super(vertx, config.interval());
    this.config = config;
    this.endpoint = connector.to(config.endpoint());
  }

  @Override
  protected Future<Answer> ask() {
    return ClusterClient.ask(endpoint, config.timeout()).map(this::answer);
  }

  private Answer answer(ClusterReply reply) {
    return new Answer(
        reply.nodes().stream().map(this::node).toList(), List.of(), config.interval(), reply);
  }

  private Target node(Member member) {
    boolean byName = config.connectTo() == ConnectTo.NAME;
    String first = byName ? member.name() : member.ip();
    String other = byName ? member.ip() : member.name();
    NodeAddress address =
        NodeAddress.parse(HostPort.format(first.isEmpty() ? other : first, member.port()));
    return new Target(
        address, member.name().isEmpty() ? Map.of() : Map.of(NAME_LABEL, member.name()));
  }
}
