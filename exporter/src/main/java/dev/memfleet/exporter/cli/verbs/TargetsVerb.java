package dev.memfleet.exporter.cli.verbs;

import dev.memfleet.exporter.cli.Exit;
import dev.memfleet.exporter.cli.verbs.Discovered.DiscoveredNode;
import dev.memfleet.exporter.text.Kind;
import dev.memfleet.exporter.text.Times;
import dev.memfleet.exporter.yaml.ConfigException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code targets}: what discovery finds, and what failed. */
@Command(
    exitCodeList = {
      "0:Every source answered.",
      "1:A source failed, or there are no nodes.",
      "2:The command line is invalid."
    },
    footer = {
      "",
      "Examples:",
      "  memfleet-exporter targets --config.file=fleet.yml",
      "  memfleet-exporter targets --config.file=fleet.yml --watch",
      "  memfleet-exporter targets --url=http://localhost:9150 --format=json"
    })
final class TargetsVerb implements Callable<Integer> {
  private static final long POLL_MILLIS = 500;

  private final Shell shell;

  @Spec private @Nullable CommandSpec verb;

  @Mixin private final SourceOption source;
  @Mixin private final FormatOption format = new FormatOption();

  @Option(
      names = "--watch",
      description =
          "Keep running, and print each node that is added or removed, until interrupted.")
  private boolean watch;

  TargetsVerb(Shell shell) {
    this.shell = shell;
    this.source = new SourceOption(shell);
  }

  @Override
  public Integer call() throws Exit, ConfigException, VerbException, InterruptedException {
    if (watch && !format.isText()) {
      throw new ParameterException(
          Objects.requireNonNull(verb).commandLine(), "--watch: prints text only");
    }
    AgentPages agent = source.agent();
    if (agent != null) {
      return show(new AgentTargets(agent));
    }
    try (DirectNodes nodes = source.nodes().empty()) {
      return show(source.nodes().targets(nodes));
    }
  }

  private int show(TargetSource targets) throws VerbException, InterruptedException {
    try (targets) {
      if (watch) {
        watch(targets);
      }
      Discovered found = source.nodes().select(targets.now());
      format.print(found.printout(), shell);
      found.problems().forEach(shell::printError);
      return found.problems().isEmpty() && !found.nodes().isEmpty() ? 0 : 1;
    }
  }

  /** Runs until an interrupt ends the program. */
  private void watch(TargetSource targets) throws VerbException, InterruptedException {
    Set<DiscoveredNode> before = Set.of();
    List<String> problems = List.of();
    while (watch) {
      Discovered found = source.nodes().select(targets.now());
      Set<DiscoveredNode> now = new LinkedHashSet<>(found.nodes());
      for (DiscoveredNode node : before) {
        if (!now.contains(node)) {
          change(shell.colour().bad("- " + node.line()));
        }
      }
      for (DiscoveredNode node : now) {
        if (!before.contains(node)) {
          change(shell.colour().good("+ " + node.line()));
        }
      }
      if (!found.problems().equals(problems)) {
        problems = found.problems();
        problems.forEach(problem -> change(shell.colour().warning("! " + Kind.printable(problem))));
      }
      before = now;
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
  }

  private void change(String line) {
    shell.out().println(Times.timeOfDay(Instant.now(), ZoneId.systemDefault()) + " " + line);
    shell.out().flush();
  }
}
