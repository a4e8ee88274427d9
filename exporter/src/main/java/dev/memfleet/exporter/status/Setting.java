package dev.memfleet.exporter.status;

import dev.memfleet.exporter.catalog.Catalog;
import dev.memfleet.exporter.catalog.Column;
import dev.memfleet.exporter.catalog.Metric;
import dev.memfleet.exporter.catalog.Reading;
import dev.memfleet.exporter.protocol.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A setting of a node.
 *
 * @param own whether its value is expected to differ between nodes of a pool, such as a port, or
 *     follows another setting
 */
public record Setting(String name, boolean own, Function<Reading, @Nullable Object> read) {
  private static final Set<String> OWN =
      Set.of(
          "tcp_port",
          "udp_port",
          "threads_per_udp",
          "oldest_live_seconds",
          "inter",
          "domain_socket",
          "memory_file");
  private static final List<String> FROM_STATS =
      List.of("memcached_limit_bytes", "memcached_max_connections", "memcached_worker_threads");

  /** Repeats one of the others. */
  private static final String REPEATED = "memcached_settings_threads";

  static final List<Setting> ALL = all();

  private static List<Setting> all() {
    List<Setting> all = new ArrayList<>();
    FROM_STATS.forEach(name -> addNumbers(name, all));
    for (Metric metric : Catalog.ALL.metrics()) {
      if (metric.collector() == Section.SETTINGS && !metric.name().equals(REPEATED)) {
        if (metric.info().isEmpty()) {
          addNumbers(metric.name(), all);
        } else {
          addTexts(metric, all);
        }
      }
    }
    return List.copyOf(all);
  }

  private static void addNumbers(String metric, List<Setting> all) {
    for (Column column : Catalog.ALL.columns(metric)) {
      List<String> labels = column.labelValues();
      String name =
          labels.isEmpty()
              ? metric.replaceFirst("^memcached_(settings_)?", "")
              : String.join(" ", labels);
      all.add(
          new Setting(
              name,
              OWN.contains(name),
              reading -> {
                double value = column.of(reading);
                return Double.isNaN(value) ? null : value;
              }));
    }
  }

  private static void addTexts(Metric metric, List<Setting> all) {
    for (int i = 0; i < metric.labelNames().size(); i++) {
      String name = metric.labelNames().get(i);
      int index = i;
      all.add(
          new Setting(
              name,
              OWN.contains(name),
              reading -> {
                String[] texts = Catalog.ALL.texts(metric.name(), reading);
                return texts == null || texts[index].isEmpty() ? null : texts[index];
              }));
    }
  }

  /** A value as text. */
  static String text(@Nullable Object value) {
    if (value == null) {
      return "";
    }
    return value instanceof Double number && number == Math.rint(number)
        ? Long.toString(number.longValue())
        : value.toString();
  }
}
