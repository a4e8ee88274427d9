package dev.memfleet.exporter.cli.verbs;

import dev.memfleet.exporter.cli.Exit;
import dev.memfleet.exporter.insight.Verdict;
import dev.memfleet.exporter.insight.WatchJob;
import dev.memfleet.exporter.insight.WatchSettings;
import dev.memfleet.exporter.insight.Watched;
import dev.memfleet.exporter.insight.hot.KeyText;
import dev.memfleet.exporter.insight.hot.Prefixes;
import dev.memfleet.exporter.node.Target;
import dev.memfleet.exporter.yaml.ConfigException;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code insight}: what clients ask a node for, seen by watching it for a while. */
@Command(
    exitCodeList = {
      "0:The node was watched for the whole window.",
      "1:It could not be asked.",
      "2:The command line has a mistake.",
      "3:The node does not offer this.",
      "4:A rule that protects the node forbade the window or ended it early."
    },
    footer = {
      "",
      "Examples:",
      "  memfleet-exporter insight cache-1:11211",
      "  memfleet-exporter insight cache-1:11211 --watch=5m --redact --format=json"
    })
final class InsightVerb implements Callable<Integer> {
  private static final int PERCENT = 100;

  private final Shell shell;

  @Spec private @Nullable CommandSpec verb;

  @Mixin private final NodesOption nodes;
  @Mixin private final FormatOption format = new FormatOption();

  @Option(
      names = "--watch",
      paramLabel = "duration",
      description = "How long to watch, from 1s to 24h. By default 60s.")
  private Duration window = WatchSettings.DEFAULT.window();

  @Option(
      names = "--max-cpu",
      paramLabel = "cores",
      description = "The most that watching may cost the node, in cores. By default 0.05.")
  private double maxCpu = WatchSettings.DEFAULT.maxCpu();

  @Option(
      names = "--delimiters",
      paramLabel = "characters",
      description = "What ends the prefix of a key. By default ${DEFAULT-VALUE}")
  private String delimiters = Prefixes.DELIMITERS;

  @Option(names = "--redact", description = "Print hashes of keys and prefixes.")
  private boolean redact;

  InsightVerb(Shell shell) {
    this.shell = shell;
    this.nodes = new NodesOption(shell);
  }

  @Override
  public Integer call() throws Exit, ConfigException, VerbException {
    WatchSettings settings = settings();
    Prefixes prefixes = checked(() -> new Prefixes(delimiters));
    try (DirectNodes direct = nodes.open(true)) {
      if (direct.targets().size() != 1) {
        throw new VerbException(
            "expected one address: there are " + direct.targets().size() + " nodes");
      }
      Target target = direct.targets().get(0);
      Watched watched = watch(direct, target, settings, prefixes);
      InsightReport report = new InsightReport(target.address().toString(), watched);
      if (format.isText()) {
        shell.out().print(report.text(shell.colour()));
      } else {
        format.print(report.printout(), shell);
      }
      if (watched.verdict() != Verdict.DONE) {
        shell.complain(
            target.address() + ": " + watched.verdict().label() + ": " + watched.reason());
      }
      return status(watched.verdict());
    }
  }

  private WatchSettings settings() {
    return checked(() -> new WatchSettings(window, maxCpu));
  }

  private <T> T checked(Callable<T> part) {
    try {
      return part.call();
    } catch (Exception mistake) {
      throw new ParameterException(
          Objects.requireNonNull(verb).commandLine(), String.valueOf(mistake.getMessage()));
    }
  }

  private Watched watch(
      DirectNodes direct, Target target, WatchSettings settings, Prefixes prefixes) {
    try (Progress progress = new Progress(shell, "watching, in percent", PERCENT)) {
      int[] shown = {0};
      return direct.await(
          () ->
              new WatchJob(
                      direct.vertx(),
                      direct.destination(target),
                      settings,
                      prefixes,
                      redact ? KeyText.HASH : KeyText.PLAIN,
                      Clock.systemUTC(),
                      done -> {
                        for (; shown[0] < done * PERCENT; shown[0]++) {
                          progress.step();
                        }
                      })
                  .run());
    }
  }

  private static int status(Verdict verdict) {
    return switch (verdict) {
      case DONE -> 0;
      case FAILED -> 1;
      case UNSUPPORTED -> 3;
      case STOPPED -> 4;
    };
  }
}
