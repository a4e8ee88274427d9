package dev.memfleet.exporter.catalog;

import dev.memfleet.exporter.protocol.Section;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * A line of the naming contract.
 *
 * @param source what a metric is made of: {@code stats settings:maxconns}, or in words
 */
record ContractRow(String name, String type, List<String> labels, String source) {

  /** The metrics that the established exporter makes. */
  static List<ContractRow> established() {
    return lines("/contract/metrics-memcached_exporter.tsv")
        .map(cells -> new ContractRow(cells[0], cells[1], labels(cells[2]), cells[3]))
        .toList();
  }

  /** The metrics beyond them that are made of answers the catalogue knows. */
  static List<ContractRow> beyond() {
    List<String> commands = Arrays.stream(Section.values()).map(s -> s.request().strip()).toList();
    return lines("/contract/metrics-beyond.tsv")
        .filter(cells -> commands.contains(cells[0]))
        .flatMap(cells -> Stream.of(cells[2].split(" / ", -1)).map(name -> beyond(name, cells)))
        .toList();
  }

  private static ContractRow beyond(String name, String[] cells) {
    return new ContractRow(name, cells[3], labels(cells[4]), cells[0] + ":" + cells[1]);
  }

  /** {@code setting=evictions} names the label {@code setting}. */
  private static List<String> labels(String cell) {
    return Stream.of(cell.split(",", -1))
        .filter(label -> !label.isEmpty())
        .map(label -> label.split("=", -1)[0])
        .toList();
  }

  private static Stream<String[]> lines(String resource) {
    return Recording.text(resource).lines().skip(1).map(line -> line.split("\t", -1));
  }
}
