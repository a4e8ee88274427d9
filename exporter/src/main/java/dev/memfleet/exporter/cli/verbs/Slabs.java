package dev.memfleet.exporter.cli.verbs;

import dev.memfleet.exporter.cli.verbs.Table.Column;
import dev.memfleet.exporter.cli.verbs.Table.Row;
import dev.memfleet.exporter.cli.verbs.Table.Tone;
import dev.memfleet.exporter.text.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The table of one node's slab classes, read from its series. */
final class Slabs {
  private static final String COMMANDS = "memcached_slab_commands_total";
  private static final String WASTED = "memcached_slab_wasted_bytes";
  private static final String CHUNK_SIZE = "memcached_slab_chunk_size_bytes";

  // spotless:off
  private static final List<Field> FIELDS = List.of(
      field("chunk_size", "CHUNK", Kind.BYTES, CHUNK_SIZE),
      field("total_pages", "PAGES", Kind.COUNT, "memcached_slab_current_pages"),
      field("items", "ITEMS", Kind.COUNT, "memcached_slab_current_items"),
      field("used_bytes", "USED", Kind.BYTES, "memcached_slab_mem_requested_bytes"),
      field("wasted_bytes", "WASTED", Kind.BYTES, WASTED),
      field("evictions", "EVICT", Kind.COUNT, "memcached_slab_items_evicted_total"),
      field("age", "AGE", Kind.SECONDS, "memcached_slab_items_age_seconds"),
      field("evicted_time", "EVICT AGE", Kind.SECONDS, "memcached_slab_items_evicted_time_seconds"),
      new Field(new Column("hit_share", "HITS", Kind.RATIO), Slabs::hitShare, COMMANDS));
  // spotless:on

  private Slabs() {}

  /** A column with its value for a class. */
  private record Field(Column column, BiFunction<Series, String, Double> value, String metric) {}

  private static Field field(String key, String title, Kind kind, String metric) {
    return new Field(
        new Column(key, title, kind), (series, slab) -> series.value(metric, slab), metric);
  }

  /** The class' get hits as a share of the node's get hits. */
  private static double hitShare(Series series, String slab) {
    double all =
        series.of(COMMANDS).stream()
            .filter(sample -> sample.labels().subList(1, 3).equals(List.of("get", "hit")))
            .mapToDouble(Series.Sample::value)
            .sum();
    return all > 0 ? series.value(COMMANDS, slab, "get", "hit") / all : Double.NaN;
  }

  /** The metrics needed by the table. */
  static Set<String> metrics() {
    return FIELDS.stream().map(Field::metric).collect(Collectors.toCollection(TreeSet::new));
  }

  static List<Column> columns() {
    return Stream.concat(
            Stream.of(new Column("slab", "CLASS", Kind.COUNT)), FIELDS.stream().map(Field::column))
        .toList();
  }

  /** A row for each class that has memory, sorted by number. */
  static List<Row> rows(Series series) {
    return series.of(CHUNK_SIZE).stream()
        .map(sample -> Integer.parseInt(sample.labels().get(0)))
        .sorted()
        .map(slab -> row(series, slab))
        .toList();
  }

  private static Row row(Series series, int slab) {
    List<@Nullable Object> cells = new ArrayList<>(List.of(slab));
    FIELDS.forEach(field -> cells.add(field.value.apply(series, Integer.toString(slab))));
    return new Row(Tone.PLAIN, cells);
  }
}
