package dev.memfleet.exporter.cli.verbs;

import dev.memfleet.exporter.cli.Exit;
import dev.memfleet.exporter.yaml.ConfigException;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Nodes that are asked directly, or the answers that a running agent has of them. */
final class SourceOption {
  @Mixin private final NodesOption nodes;

  @Option(
      names = "--url",
      paramLabel = "url",
      description = "Ask the agent that runs there, instead of the nodes: http://host:9150.")
  private @Nullable URI url;

  @Mixin private final AgentOption agent = new AgentOption();

  SourceOption(Shell shell) {
    this.nodes = new NodesOption(shell);
  }

  NodesOption nodes() {
    return nodes;
  }

  /** The agent to ask; null to ask the nodes themselves. */
  @Nullable AgentPages agent() throws VerbException {
    return url == null ? null : agent.pages(url);
  }

  /** The agent at another URL, asked in the same way. */
  AgentPages agentAt(URI other) throws VerbException {
    return agent.pages(other);
  }

  /** The nodes and whoever answers for them; says on standard error what could not be found. */
  NodeSource open() throws Exit, ConfigException, VerbException {
    AgentPages pages = agent();
    return pages == null ? nodes.open(true) : new AgentNodes(pages, nodes);
  }
}
