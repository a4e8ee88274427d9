package dev.memfleet.exporter.cli.verbs;

import dev.memfleet.exporter.cli.Exit;
import dev.memfleet.exporter.insight.DumpJob;
import dev.memfleet.exporter.insight.DumpResult;
import dev.memfleet.exporter.insight.DumpSettings;
import dev.memfleet.exporter.insight.Verdict;
import dev.memfleet.exporter.insight.WatchJob;
import dev.memfleet.exporter.insight.WatchResult;
import dev.memfleet.exporter.insight.WatchSettings;
import dev.memfleet.exporter.insight.hot.KeyText;
import dev.memfleet.exporter.insight.hot.PrefixPattern;
import dev.memfleet.exporter.insight.hot.Prefixes;
import dev.memfleet.exporter.node.Target;
import dev.memfleet.exporter.yaml.ConfigException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code insight}: what clients ask a node for, from watching its requests for a while, and what it
 * stores, from a dump of its items.
 */
@Command(
    exitCodeList = {
      "0:The node was watched for the whole window, and dumped to the end.",
      "1:The node did not answer.",
      "2:The command line is invalid.",
      "3:The node does not support it.",
      "4:A rule that protects the node refused it or ended it early."
    },
    footer = {
      "",
      "Examples:",
      "  memfleet-exporter insight cache-1:11211",
      "  memfleet-exporter insight cache-1:11211 --watch=5m --redact --format=json",
      "  memfleet-exporter insight cache-1:11211 --watch-evictions=10m",
      "  memfleet-exporter insight cache-1:11211 --dump"
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
      description =
          "How long to watch, from 1s to 24h. By default 60s, or no watching with --dump alone.")
  private @Nullable Duration window;

  @Option(
      names = "--watch-evictions",
      paramLabel = "duration",
      description =
          "How long to watch only evictions before the window, from 1s to 24h, to predict larger"
              + " memory sizes at a lower cost. By default 0s: not at all.")
  private Duration evictions = WatchSettings.DEFAULT.evictions();

  @Option(
      names = "--dump",
      description = "List the node's items once, and print sums by prefix, size and slab class.")
  private boolean dump;

  @Option(
      names = "--max-items",
      paramLabel = "number",
      description = "Refuse to dump a node that has more items. By default 20000000.")
  private int maxItems = DumpSettings.DEFAULT.maxItems();

  @Option(
      names = "--allow-risky-dump",
      description = "Dump memcached 1.6.19 to 1.6.43 too, which a stalled reader can crash.")
  private boolean allowRisky;

  @Option(
      names = "--max-cpu",
      paramLabel = "cores",
      description = "Limit of the node's CPU that watching may use, in cores. By default 0.05.")
  private double maxCpu = WatchSettings.DEFAULT.maxCpu();

  @Option(
      names = "--delimiters",
      paramLabel = "characters",
      description = "Characters that end the prefix of a key. By default ${DEFAULT-VALUE}")
  private String delimiters = Prefixes.DELIMITERS;

  @Option(
      names = "--prefix",
      paramLabel = "regex",
      description =
          "Regular expression whose group (?<prefix>...) is the prefix of a key; it is tried before"
              + " the delimiters. Can be given several times.")
  private List<String> patterns = List.of();

  @Option(names = "--redact", description = "Print hashes of keys and prefixes.")
  private boolean redact;

  InsightVerb(Shell shell) {
    this.shell = shell;
    this.nodes = new NodesOption(shell);
  }

  @Override
  public Integer call() throws Exit, ConfigException, VerbException {
    boolean watches = window != null || !evictions.isZero() || !dump;
    Duration time = window == null ? WatchSettings.DEFAULT.window() : window;
    WatchSettings settings =
        new WatchSettings(
            checked("--watch-evictions", () -> WatchSettings.checkedEvictions(evictions)),
            checked("--watch", () -> WatchSettings.checkedWindow(time)),
            checked("--max-cpu", () -> WatchSettings.checkedCpu(maxCpu)));
    DumpSettings dumpSettings =
        new DumpSettings(
            checked("--max-items", () -> DumpSettings.checkedItems(maxItems)), allowRisky, false);
    List<PrefixPattern> parsed =
        checked("--prefix", () -> patterns.stream().map(PrefixPattern::parse).toList());
    Prefixes prefixes = checked("--delimiters", () -> new Prefixes(delimiters, parsed));
    try (DirectNodes direct = nodes.open(true)) {
      if (direct.targets().size() != 1) {
        throw new VerbException(
            "expected one address: there are " + direct.targets().size() + " nodes");
      }
      Target target = direct.targets().get(0);
      Optional<WatchResult> watched =
          watches ? Optional.of(watch(direct, target, settings, prefixes)) : Optional.empty();
      Optional<DumpResult> dumped =
          dump ? Optional.of(dump(direct, target, dumpSettings, prefixes)) : Optional.empty();
      InsightReport report = new InsightReport(target.address().toString(), watched, dumped);
      if (format.isText()) {
        shell.out().print(report.text(shell.colour()));
      } else {
        format.print(report.printout(), shell);
      }
      watched.ifPresent(end -> printRefusal(target, end.verdict(), end.reason()));
      dumped.ifPresent(end -> printRefusal(target, end.verdict(), end.reason()));
      return Math.max(
          watched.map(end -> status(end.verdict())).orElse(0),
          dumped.map(end -> status(end.verdict())).orElse(0));
    }
  }

  private void printRefusal(Target target, Verdict verdict, String reason) {
    if (verdict != Verdict.DONE) {
      shell.printError(target.address() + ": " + verdict.label() + ": " + reason);
    }
  }

  /** The value of an option; fails with a message that names it. */
  private <T> T checked(String option, Callable<T> value) {
    try {
      return value.call();
    } catch (Exception cause) {
      throw new ParameterException(
          Objects.requireNonNull(verb).commandLine(), option + ": " + cause.getMessage());
    }
  }

  private WatchResult watch(
      DirectNodes direct, Target target, WatchSettings settings, Prefixes prefixes) {
    try (Progress progress = new Progress(shell, "watching, in percent", PERCENT)) {
      return direct.await(
          () ->
              new WatchJob(
                      direct.vertx(),
                      direct.destination(target),
                      settings,
                      prefixes,
                      text(),
                      Clock.systemUTC(),
                      steps(progress))
                  .run());
    }
  }

  /** Once started, a dump is read to its end, even if the process is being stopped. */
  private DumpResult dump(
      DirectNodes direct, Target target, DumpSettings settings, Prefixes prefixes) {
    CountDownLatch read = new CountDownLatch(1);
    Thread atTheEnd = new Thread(() -> await(read), "dump");
    Runtime.getRuntime().addShutdownHook(atTheEnd);
    try (Progress progress = new Progress(shell, "dumping, in percent", PERCENT)) {
      return direct.await(
          () ->
              new DumpJob(
                      direct.vertx(),
                      direct.destination(target),
                      settings,
                      prefixes,
                      text(),
                      Clock.systemUTC(),
                      steps(progress))
                  .run()
                  .onComplete(end -> read.countDown()));
    } finally {
      removeHook(atTheEnd);
    }
  }

  private static void removeHook(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException theProcessEnds) {
      // the hook has run or is running
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await(1, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private KeyText text() {
    return redact ? KeyText.HASH : KeyText.PLAIN;
  }

  private static Consumer<Double> steps(Progress progress) {
    int[] shown = {0};
    return done -> {
      for (; shown[0] < done * PERCENT; shown[0]++) {
        progress.step();
      }
    };
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
