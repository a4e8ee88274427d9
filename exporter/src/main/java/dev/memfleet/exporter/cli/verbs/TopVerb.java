package dev.memfleet.exporter.cli.verbs;

import dev.memfleet.exporter.cli.Exit;
import dev.memfleet.exporter.text.Times;
import dev.memfleet.exporter.yaml.ConfigException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code top}: a live table of nodes in the terminal. */
@Command(
    exitCodeList = {
      "0:Ended by q or Ctrl-C.",
      "1:The nodes could not be found, or there is no terminal.",
      "2:The command line is invalid."
    },
    footer = {
      "",
      "Examples:",
      "  memfleet-exporter top --config.file=fleet.yml",
      "  memfleet-exporter top --url=http://localhost:9150 --interval=5s"
    })
final class TopVerb implements Callable<Integer> {
  private static final Duration MIN_INTERVAL = Duration.ofMillis(100);
  private static final long KEY_MILLIS = 100;

  private final Shell shell;

  @Spec private @Nullable CommandSpec verb;

  @Mixin private final SourceOption source;

  @Option(
      names = "--interval",
      paramLabel = "duration",
      description = "Time between two polls; by default 2s.")
  private Duration interval = Duration.ofSeconds(2);

  TopVerb(Shell shell) {
    this.shell = shell;
    this.source = new SourceOption(shell);
  }

  @Override
  public Integer call() throws Exit, ConfigException, VerbException, IOException {
    if (interval.compareTo(MIN_INTERVAL) < 0) {
      throw new ParameterException(
          Objects.requireNonNull(verb).commandLine(), "--interval: shorter than 100ms");
    }
    if (!shell.terminalIn() || !shell.terminalOut()) {
      throw new VerbException("requires a terminal; the verb report prints the same figures once");
    }
    try (NodeSource nodes = source.open();
        TopRounds rounds = new TopRounds(nodes, shell, interval);
        Screen screen = new Screen(shell)) {
      rounds.start();
      run(screen, rounds);
      return 0;
    }
  }

  private static void run(Screen screen, TopRounds rounds) throws IOException {
    TopModel model = new TopModel();
    TopRounds.Round drawn = TopRounds.Round.NONE;
    boolean changed = true;
    while (!model.isEnded() && !screen.isInterrupted()) {
      TopRounds.Round round = rounds.last();
      if (changed || !round.equals(drawn) || screen.isResized()) {
        model.show(round.rows());
        TopPage page = new TopPage(screen.columns(), screen.lines());
        String time = Times.timeOfDay(Instant.now(), ZoneId.systemDefault());
        screen.draw(page.draw(model, round.slabs(), time, round.problem()));
        drawn = round;
      }
      int key = TopKey.read(screen.keys(), KEY_MILLIS);
      changed = key != TopKey.NONE;
      if (key == TopKey.END_OF_INPUT) {
        return;
      }
      if (changed) {
        model.handleKey(key);
        rounds.selectNode(model.drilled());
      }
    }
  }
}
