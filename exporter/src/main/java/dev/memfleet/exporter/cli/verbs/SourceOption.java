package dev.memfleet.exporter.cli.verbs;

import dev.memfleet.exporter.cli.Exit;
import dev.memfleet.exporter.yaml.ConfigException;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Selects the source of data: the nodes themselves, or a running agent. */
final class SourceOption {
  @Mixin private final NodesOption nodes;

  @Option(
      names = "--url",
      paramLabel = "url",
      description = "Query this agent instead of the nodes: http://host:9150.")
  private @Nullable URI url;

  @Mixin private final AgentOption agent = new AgentOption();

  SourceOption(Shell shell) {
    this.nodes = new NodesOption(shell);
  }

  NodesOption nodes() {
    return nodes;
  }

  /** The agent to query; null to poll the nodes directly. */
  @Nullable AgentPages agent() throws VerbException {
    return url == null ? null : agent.pages(url);
  }

  /** The agent at another URL, with the same options. */
  AgentPages agentAt(URI other) throws VerbException {
    return agent.pages(other);
  }

  /** Opens the source; prints to standard error what could not be found. */
  NodeSource open() throws Exit, ConfigException, VerbException {
    AgentPages pages = agent();
    return pages == null ? nodes.open(true) : new AgentNodes(pages, nodes);
  }
}
