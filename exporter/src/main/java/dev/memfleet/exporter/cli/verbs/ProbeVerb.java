package dev.memfleet.exporter.cli.verbs;

import dev.memfleet.exporter.cli.Exit;
import dev.memfleet.exporter.exposition.Exposition;
import dev.memfleet.exporter.exposition.PageFilter;
import dev.memfleet.exporter.exposition.PageFormat;
import dev.memfleet.exporter.fleet.NodeStatus;
import dev.memfleet.exporter.node.NodeAddress;
import dev.memfleet.exporter.node.Target;
import dev.memfleet.exporter.protocol.Section;
import dev.memfleet.exporter.scrape.Probe;
import dev.memfleet.exporter.scrape.ScrapeResult;
import dev.memfleet.exporter.yaml.ConfigException;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code probe}: scrapes one node now and prints its metrics. */
@Command(
    exitCodeList = {
      "0:The node answered.",
      "1:It did not answer.",
      "2:The command line is invalid."
    },
    footer = {
      "",
      "Examples:",
      "  memfleet-exporter probe cache-1:11211",
      "  memfleet-exporter probe --debug cache-1:11211",
      "  memfleet-exporter probe --url=http://localhost:9150 cache-1:11211"
    })
final class ProbeVerb implements Callable<Integer> {
  private final Shell shell;

  @Spec private @Nullable CommandSpec verb;

  @Mixin private final SourceOption source;

  @Option(
      names = "--debug",
      description = "First print each step, each answer and the metrics it became.")
  private boolean debug;

  ProbeVerb(Shell shell) {
    this.shell = shell;
    this.source = new SourceOption(shell);
  }

  @Override
  public Integer call() throws Exit, ConfigException, VerbException, IOException {
    List<NodeAddress> addresses = source.nodes().addresses();
    if (addresses.size() > 1) {
      throw new ParameterException(
          Objects.requireNonNull(verb).commandLine(), "expected one address");
    }
    AgentPages agent = source.agent();
    return agent == null ? direct() : byAgent(agent, addresses);
  }

  private int byAgent(AgentPages agent, List<NodeAddress> addresses) throws VerbException {
    NodeAddress address =
        addresses.isEmpty()
            ? only(DiscoveryList.parse(agent.get("/sd")).targets()).address()
            : addresses.get(0);
    String page =
        agent.get(
            "/scrape?target="
                + AgentPages.encoded(address.toString())
                + (debug ? "&debug=true" : ""));
    shell.out().print(page);
    boolean up = page.lines().anyMatch(line -> line.equals("memcached_up 1"));
    return up ? 0 : 1;
  }

  private int direct() throws Exit, ConfigException, VerbException, IOException {
    try (DirectNodes nodes = source.nodes().open(true)) {
      Target target = only(nodes.targets());
      ScrapeResult result = debug ? traced(nodes, target) : scraped(nodes, target);
      NodeStatus status = NodeStatus.neverPolled(result);
      Exposition.ofNodes(Clock.systemUTC())
          .nodePage(status, PageFilter.ALL, PageFormat.TEXT)
          .writeTo(shell.out());
      if (!result.up()) {
        shell.printError(
            target.address() + ": " + DirectNodes.view(target, result, Set.of()).failure());
      }
      return result.up() ? 0 : 1;
    }
  }

  private static ScrapeResult scraped(DirectNodes nodes, Target target) {
    return nodes.scrape(target, Section.USUAL);
  }

  private ScrapeResult traced(DirectNodes nodes, Target target) {
    Probe probe = nodes.probe(target);
    shell.out().print(probe.text());
    return probe.result();
  }

  private static Target only(List<Target> targets) throws VerbException {
    if (targets.size() != 1) {
      throw new VerbException("expected one address: there are " + targets.size() + " nodes");
    }
    return targets.get(0);
  }
}
