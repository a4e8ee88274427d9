package dev.memfleet.exporter.cli.verbs;

import dev.memfleet.exporter.cli.Exit;
import dev.memfleet.exporter.cli.verbs.Flushes.Outcome;
import dev.memfleet.exporter.yaml.ConfigException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code flush}: drops all items of nodes, or shows what it would drop. */
@Command(
    exitCodeList = {
      "0:Every node was flushed; or, without --yes, every node could be asked.",
      "1:A node was not flushed; the others were.",
      "2:The command line is invalid."
    },
    footer = {
      "",
      "Examples:",
      "  memfleet-exporter flush cache-1:11211",
      "  memfleet-exporter flush cache-1:11211 --yes",
      "  memfleet-exporter flush --config.file=fleet.yml --pool=sessions --stagger=5s --yes"
    })
final class FlushVerb implements Callable<Integer> {
  private final Shell shell;

  @Spec private @Nullable CommandSpec verb;

  @Mixin private final NodesOption nodes;
  @Mixin private final FormatOption format = new FormatOption();

  @Option(names = "--all", description = "Every node of the configuration file.")
  private boolean all;

  @Option(names = "--yes", description = "Flush; without it, only show what would be flushed.")
  private boolean yes;

  @Option(
      names = "--delay",
      paramLabel = "duration",
      description = "Have the nodes drop their items after this time, in whole seconds.")
  private Duration delay = Duration.ZERO;

  @Option(
      names = "--stagger",
      paramLabel = "duration",
      description = "Time to wait between two nodes.")
  private Duration stagger = Duration.ZERO;

  FlushVerb(Shell shell) {
    this.shell = shell;
    this.nodes = new NodesOption(shell);
  }

  @Override
  public Integer call() throws Exit, ConfigException, VerbException, InterruptedException {
    check();
    try (DirectNodes direct = nodes.open(false)) {
      Flushes flushes = new Flushes(direct, delay);
      List<Outcome> outcomes = yes ? flush(flushes) : preview(flushes);
      if (format.isText()) {
        shell.out().print(yes ? summary(outcomes) : Flushes.preview(outcomes, shell.colour()));
      } else {
        format.print(Flushes.printout(outcomes), shell);
      }
      boolean good = outcomes.stream().allMatch(outcome -> outcome.failure() == null);
      return good && direct.problems().isEmpty() ? 0 : 1;
    }
  }

  /** All nodes are flushed only if the command line says so explicitly. */
  private void check() {
    if (all == nodes.isNarrowed()) {
      throw invalid("expected nodes, --pool or --all");
    }
    if (delay.toNanosPart() != 0 || delay.toSeconds() > Integer.MAX_VALUE) {
      throw invalid("--delay: expected whole seconds");
    }
  }

  private ParameterException invalid(String message) {
    return new ParameterException(Objects.requireNonNull(verb).commandLine(), message);
  }

  private List<Outcome> flush(Flushes flushes) throws InterruptedException {
    List<Outcome> outcomes = new ArrayList<>();
    int total = flushes.targets().size();
    for (int i = 0; i < total; i++) {
      if (i > 0) {
        TimeUnit.NANOSECONDS.sleep(stagger.toNanos());
      }
      Outcome outcome = flushes.flush(flushes.targets().get(i));
      outcomes.add(outcome);
      if (format.isText()) {
        shell.out().println(outcome.line(shell.colour(), delay));
      }
    }
    return outcomes;
  }

  private List<Outcome> preview(Flushes flushes) {
    try (Progress progress = new Progress(shell, "asking", flushes.targets().size())) {
      return flushes.preview(progress);
    }
  }

  private static String summary(List<Outcome> outcomes) {
    long done = outcomes.stream().filter(outcome -> outcome.failure() == null).count();
    return "\nFlushed nodes: %d / %d%n".formatted(done, outcomes.size());
  }
}
