package dev.memfleet.exporter.cli.verbs;

import dev.memfleet.exporter.catalog.Client;
import dev.memfleet.exporter.catalog.Reading;
import dev.memfleet.exporter.cli.Exit;
import dev.memfleet.exporter.cli.verbs.Series.Sample;
import dev.memfleet.exporter.cli.verbs.Table.Column;
import dev.memfleet.exporter.cli.verbs.Table.Row;
import dev.memfleet.exporter.cli.verbs.Table.Tone;
import dev.memfleet.exporter.node.Target;
import dev.memfleet.exporter.protocol.Section;
import dev.memfleet.exporter.scrape.ScrapeResult;
import dev.memfleet.exporter.text.Kind;
import dev.memfleet.exporter.yaml.ConfigException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code conns}: who is connected to nodes. */
@Command(
    exitCodeList = {
      "0:Every node answered.",
      "1:A node did not answer or refused, or the nodes could not be found.",
      "2:The command line is invalid."
    },
    footer = {
      "",
      "Examples:",
      "  memfleet-exporter conns cache-1:11211",
      "  memfleet-exporter conns --config.file=fleet.yml --pool=sessions --format=csv"
    })
final class ConnsVerb implements Callable<Integer> {
  private static final String BY_STATE = "memcached_client_connections";
  private static final Set<Section> SECTIONS = EnumSet.of(Section.STATS, Section.CONNS);

  // spotless:off
  private static final List<Column> CLIENTS = List.of(
      new Column("node", "NODE", Kind.TEXT),
      new Column("client", "CLIENT", Kind.TEXT),
      new Column("connections", "CONNS", Kind.COUNT),
      new Column("idle", "IDLE", Kind.SECONDS));
  private static final List<Column> STATES = List.of(
      new Column("node", "NODE", Kind.TEXT),
      new Column("state", "STATE", Kind.TEXT),
      new Column("transport", "TRANSPORT", Kind.TEXT),
      new Column("connections", "CONNS", Kind.COUNT));
  // spotless:on

  private final Shell shell;

  @Mixin private final NodesOption nodes;
  @Mixin private final FormatOption format = new FormatOption();

  ConnsVerb(Shell shell) {
    this.shell = shell;
    this.nodes = new NodesOption(shell);
  }

  /** The connections of one node; none if it did not answer. */
  private record Answer(String address, ScrapeResult result) {
    boolean isComplete() {
      return result.success(Section.CONNS);
    }

    String failure() {
      return result.up() ? "it refused stats conns" : result.message();
    }

    List<Client> clients() {
      Reading reading = result.reading();
      return reading == null ? List.of() : reading.clients();
    }

    List<Sample> states(Target target) {
      return DirectNodes.view(target, result, Set.of(BY_STATE)).series().of(BY_STATE).stream()
          .sorted(Comparator.comparingDouble(sample -> -sample.value()))
          .toList();
    }
  }

  @Override
  public Integer call() throws Exit, ConfigException, VerbException {
    try (DirectNodes direct = nodes.open(true);
        Progress progress = new Progress(shell, "asking", direct.targets().size())) {
      List<ScrapeResult> results = direct.scrape(SECTIONS, progress);
      progress.clear();
      List<Row> clients = new ArrayList<>();
      List<Row> states = new ArrayList<>();
      boolean complete = direct.problems().isEmpty();
      for (int i = 0; i < results.size(); i++) {
        Target target = direct.targets().get(i);
        Answer answer = new Answer(target.address().toString(), results.get(i));
        List<Sample> byState = answer.states(target);
        answer.clients().forEach(client -> clients.add(row(answer.address, client)));
        byState.forEach(sample -> states.add(row(answer.address, sample)));
        if (!answer.isComplete()) {
          complete = false;
          shell.printError(answer.address + ": " + answer.failure());
        } else if (format.isText()) {
          print(answer, byState);
        }
      }
      if (!format.isText()) {
        format.print(
            new Printout(
                Map.of(),
                List.of(
                    new Table("clients", CLIENTS, clients), new Table("states", STATES, states))),
            shell);
      }
      return complete ? 0 : 1;
    }
  }

  private void print(Answer answer, List<Sample> states) {
    shell.out().println(shell.colour().strong("=== Connections of " + answer.address + " ==="));
    shell
        .out()
        .println(
            states.stream()
                .map(
                    sample ->
                        "%.0f %s over %s"
                            .formatted(
                                sample.value(), sample.labels().get(0), sample.labels().get(1)))
                .collect(Collectors.joining(", ")));
    List<Row> rows =
        answer.clients().stream().map(client -> new Row(Tone.PLAIN, cells(client))).toList();
    Table table = new Table("clients", CLIENTS.subList(1, CLIENTS.size()), rows);
    shell.out().println(TextTable.print(table, shell.colour()));
  }

  private static List<@Nullable Object> cells(Client client) {
    return List.of(client.address(), client.connections(), client.idleSeconds());
  }

  private static Row row(String node, Client client) {
    List<@Nullable Object> cells = new ArrayList<>(List.of(node));
    cells.addAll(cells(client));
    return new Row(Tone.PLAIN, cells);
  }

  private static Row row(String node, Sample state) {
    return new Row(
        Tone.PLAIN,
        List.of(node, state.labels().get(0), state.labels().get(1), (long) state.value()));
  }
}
