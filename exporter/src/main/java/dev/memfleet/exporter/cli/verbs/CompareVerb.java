package dev.memfleet.exporter.cli.verbs;

import dev.memfleet.exporter.cli.verbs.Comparison.Difference;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code compare}: the series that only one of two exporters has, or that differ in value. */
@Command(
    exitCodeList = {
      "0:Both have the same series.",
      "1:Some differ.",
      "2:A page cannot be read, or the command line is invalid."
    },
    exitCodeOnExecutionException = CompareVerb.EXIT_ERROR,
    footer = {
      "",
      "Examples:",
      "  memfleet-exporter compare http://old:9150/metrics http://new:9150/metrics",
      "  memfleet-exporter compare --ignore-label=pool http://a:9150/metrics http://b:9150/metrics"
    })
final class CompareVerb implements Callable<Integer> {
  /** The exit status that diff uses for errors. */
  static final int EXIT_ERROR = 2;

  private final Shell shell;

  @Parameters(
      index = "0",
      paramLabel = "url",
      description = "A page of metrics: http://old:9150/metrics.")
  private @Nullable URI first;

  @Parameters(index = "1", paramLabel = "url", description = "The page to compare it with.")
  private @Nullable URI second;

  @Option(
      names = "--name",
      paramLabel = "regex",
      defaultValue = "memcached_(?!exporter_|process_).*",
      description =
          "Only series whose whole name matches; by default those of nodes:"
              + " memcached_(?!exporter_|process_).*")
  private Pattern name = Pattern.compile("");

  @Option(
      names = "--ignore-label",
      paramLabel = "name",
      description = "Label to ignore, such as one that only one of the pages has; repeatable.")
  private List<String> ignored = new ArrayList<>();

  @Option(
      names = "--tolerance",
      paramLabel = "ratio",
      defaultValue = "0.05",
      description =
          "Relative difference up to which two values count as equal, since the pages are not"
              + " read at the same moment; by default 0.05.")
  private double tolerance = 0.05;

  @Mixin private final AgentOption web = new AgentOption();
  @Mixin private final FormatOption format = new FormatOption();

  CompareVerb(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws VerbException {
    String before = web.pages(Objects.requireNonNull(first)).get("");
    String after = web.pages(Objects.requireNonNull(second)).get("");
    Comparison comparison = new Comparison(name, new TreeSet<>(ignored), tolerance);
    List<Difference> differences = comparison.of(SeriesText.parse(before), SeriesText.parse(after));
    if (!format.isText()) {
      format.print(Comparison.printout(differences), shell);
    } else if (differences.isEmpty()) {
      shell.out().println("Same series.");
    } else {
      shell.out().print(Comparison.text(differences, shell.colour()));
    }
    return differences.isEmpty() ? 0 : 1;
  }
}
