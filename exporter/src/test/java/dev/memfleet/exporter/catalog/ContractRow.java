package dev.memfleet.exporter.catalog;

import dev.memfleet.exporter.protocol.Section;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A line of the naming contract.
 *
 * @param labels label values by name, empty where the contract leaves the value open
 * @param source what a metric is made of: {@code stats settings:maxconns}, or in words
 */
record ContractRow(String name, String type, SortedMap<String, String> labels, String source) {

  /**
   * Proposed metrics that the catalog leaves out: addresses of clients are never in metrics, the
   * versions of extstore pages add a series per page but nothing to the number of pages, and
   * listeners are covered by their numbers of connections.
   */
  private static final Set<String> LEFT_OUT =
      Set.of(
          "memcached_client_connections_by_peer",
          "memcached_extstore_page_version",
          "memcached_listeners");

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
        .filter(cells -> commands.contains(cells[0]) && !LEFT_OUT.contains(cells[2]))
        .flatMap(cells -> Stream.of(cells[2].split(" / ", -1)).map(name -> beyond(name, cells)))
        .toList();
  }

  private static ContractRow beyond(String name, String[] cells) {
    return new ContractRow(name, cells[3], labels(cells[4]), cells[0] + ":" + cells[1]);
  }

  /** {@code setting=evictions} gives a label a value. */
  private static SortedMap<String, String> labels(String cell) {
    SortedMap<String, String> labels = new TreeMap<>();
    for (String label : cell.split(",", -1)) {
      String[] nameAndValue = (label + "=").split("=", -1);
      if (!label.isEmpty()) {
        labels.put(nameAndValue[0], nameAndValue[1]);
      }
    }
    return labels;
  }

  private static Stream<String[]> lines(String resource) {
    return Recording.text(resource).lines().skip(1).map(line -> line.split("\t", -1));
  }

  @Override
  public String toString() {
    return name + labels + " of " + source;
  }
}
