package dev.memfleet.exporter.cli.verbs;

import dev.memfleet.exporter.cli.Exit;
import dev.memfleet.exporter.cli.verbs.Table.Column;
import dev.memfleet.exporter.cli.verbs.Table.Row;
import dev.memfleet.exporter.text.Kind;
import dev.memfleet.exporter.yaml.ConfigException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code slabs}: the slab classes of nodes. */
@Command(
    exitCodeList = {
      "0:Every node answered.",
      "1:A node did not answer, or the nodes could not be found.",
      "2:The command line is invalid."
    },
    footer = {
      "",
      "Examples:",
      "  memfleet-exporter slabs cache-1:11211",
      "  memfleet-exporter slabs --url=http://localhost:9150 cache-1:11211 --format=csv"
    })
final class SlabsVerb implements Callable<Integer> {
  private final Shell shell;

  @Mixin private final SourceOption source;
  @Mixin private final FormatOption format = new FormatOption();

  SlabsVerb(Shell shell) {
    this.shell = shell;
    this.source = new SourceOption(shell);
  }

  @Override
  public Integer call() throws Exit, ConfigException, VerbException {
    try (NodeSource nodes = source.open();
        Progress progress = new Progress(shell, "asking", nodes.targets().size())) {
      List<NodeView> views = nodes.ask(Slabs.metrics(), progress);
      progress.clear();
      if (format.isText()) {
        views.forEach(this::print);
      } else {
        format.print(printout(views), shell);
      }
      views.stream()
          .filter(view -> !view.up())
          .forEach(view -> shell.printError(view.address() + ": " + view.failure()));
      return nodes.problems().isEmpty() && views.stream().allMatch(NodeView::up) ? 0 : 1;
    }
  }

  private void print(NodeView view) {
    if (view.up()) {
      Table table = new Table("slabs", Slabs.columns(), Slabs.rows(view.series()));
      shell.out().println(shell.colour().strong("=== Slabs of " + view.address() + " ==="));
      shell.out().println(TextTable.print(table, shell.colour()));
    }
  }

  private static Printout printout(List<NodeView> views) {
    List<Column> columns = new ArrayList<>(List.of(new Column("node", "NODE", Kind.TEXT)));
    columns.addAll(Slabs.columns());
    List<Row> rows = new ArrayList<>();
    for (NodeView view : views) {
      for (Row row : Slabs.rows(view.series())) {
        List<@Nullable Object> cells = new ArrayList<>(List.of(view.address()));
        cells.addAll(row.cells());
        rows.add(new Row(row.tone(), cells));
      }
    }
    return new Printout(Map.of(), List.of(new Table("slabs", columns, rows)));
  }
}
