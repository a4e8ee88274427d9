package dev.memfleet.exporter.exposition;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.client.Collector;
import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.Collector.MetricFamilySamples.Sample;
import io.prometheus.client.exporter.common.TextFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PageWriterTest {
  static Stream<MetricFamilySamples> families() {
    return Stream.of(
        family("things", Collector.Type.COUNTER, "Things.", sample("things_total", 3)),
        family(
            "depth", Collector.Type.GAUGE, "How deep.", sample("depth", -1.5, "a", "1", "b", "2")),
        family("odd", Collector.Type.UNKNOWN, "Odd.", sample("odd", Double.NaN)),
        family("state", Collector.Type.STATE_SET, "State.", sample("state", 1, "state", "on")),
        family("build", Collector.Type.INFO, "Build.", sample("build_info", 1, "v", "2")),
        family(
            "lat",
            Collector.Type.HISTOGRAM,
            "Latency.",
            sample("lat_bucket", 2, "le", "+Inf"),
            sample("lat_count", 2),
            sample("lat_sum", 1e20)),
        family(
            "sum",
            Collector.Type.SUMMARY,
            "Sum.",
            sample("sum_count", 2),
            sample("sum_sum", Double.POSITIVE_INFINITY)),
        family(
            "esc",
            Collector.Type.GAUGE,
            "Back\\slash \"quote\"\nline é.",
            sample("esc", 1, "v", "a\\b\"c\nd é"),
            sample("esc", 2, "v", "")));
  }

  @ParameterizedTest
  @MethodSource("families")
  void write_isWhatSimpleclientWrites(MetricFamilySamples family) throws IOException {
    StringWriter text = new StringWriter();
    TextFormat.write004(text, Collections.enumeration(List.of(family)));
    assertThat(written(PageFormat.TEXT, family)).isEqualTo(plain(text));
    StringWriter openMetrics = new StringWriter();
    TextFormat.writeOpenMetrics100(openMetrics, Collections.enumeration(List.of(family)));
    assertThat(written(PageFormat.OPENMETRICS, family).lines())
        .containsExactlyInAnyOrderElementsOf(plain(openMetrics).lines().toList())
        .endsWith("# EOF");
  }

  @Test
  void write_familyWithoutSamples_isLeftOut() throws IOException {
    MetricFamilySamples empty = family("none", Collector.Type.GAUGE, "None.");
    assertThat(written(PageFormat.TEXT, empty)).isEmpty();
    assertThat(written(PageFormat.OPENMETRICS, empty)).isEqualTo("# EOF\n");
  }

  /** Without what is legal but needless: a comma after the last label, zeros after the point. */
  private static String plain(StringWriter page) {
    return page.toString().replace(",}", "}").replaceAll("(?m)( -?\\d+)\\.0$", "$1");
  }

  private static String written(PageFormat format, MetricFamilySamples family) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PageWriter page = new PageWriter(format, out);
    page.write(Collections.enumeration(List.of(family)));
    page.end();
    return out.toString(UTF_8);
  }

  private static MetricFamilySamples family(
      String name, Collector.Type type, String help, Sample... samples) {
    return new MetricFamilySamples(name, type, help, List.of(samples));
  }

  private static Sample sample(String name, double value, String... labels) {
    List<String> names =
        Stream.iterate(0, i -> i < labels.length, i -> i + 2).map(i -> labels[i]).toList();
    List<String> values =
        Stream.iterate(1, i -> i < labels.length, i -> i + 2).map(i -> labels[i]).toList();
    return new Sample(name, names, values, value);
  }
}
