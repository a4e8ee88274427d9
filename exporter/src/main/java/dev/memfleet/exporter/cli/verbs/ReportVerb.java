package dev.memfleet.exporter.cli.verbs;

import dev.memfleet.exporter.cli.Exit;
import dev.memfleet.exporter.yaml.ConfigException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code report}: the monitoring report of one node or of a fleet. */
@Command(
    exitCodeList = {
      "0:Every node answered.",
      "1:A node did not answer, or the nodes could not be found.",
      "2:The command line is invalid."
    },
    footer = {
      "",
      "Examples:",
      "  memfleet-exporter report localhost:11211",
      "  memfleet-exporter report --config.file=fleet.yml --pool=sessions",
      "  memfleet-exporter report --url=http://localhost:9150 --format=csv"
    })
final class ReportVerb implements Callable<Integer> {
  private final Shell shell;

  @Mixin private final SourceOption source;
  @Mixin private final FormatOption format = new FormatOption();

  ReportVerb(Shell shell) {
    this.shell = shell;
    this.source = new SourceOption(shell);
  }

  @Override
  public Integer call() throws Exit, ConfigException, VerbException {
    try (NodeSource nodes = source.open();
        Progress progress = new Progress(shell, "asking", nodes.targets().size())) {
      List<NodeView> views = nodes.ask(ReportField.metrics(), progress);
      progress.clear();
      print(views);
      return nodes.problems().isEmpty() && views.stream().allMatch(NodeView::up) ? 0 : 1;
    }
  }

  private void print(List<NodeView> views) {
    Report report = new Report(views);
    if (!format.isText()) {
      format.print(report.whole(), shell);
    } else if (views.size() == 1) {
      NodeReport one = new NodeReport(views.get(0), Instant.now(), ZoneId.systemDefault());
      shell.out().print(one.text(shell.colour()));
    } else {
      shell.out().print(report.text(shell.colour()));
    }
  }
}
