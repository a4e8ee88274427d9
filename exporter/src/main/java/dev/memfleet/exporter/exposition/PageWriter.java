package dev.memfleet.exporter.exposition;

import io.prometheus.client.Collector;
import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.Collector.MetricFamilySamples.Sample;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Enumeration;
import java.util.List;

/**
 * Writes simpleclient's families as text, one family at a time, in format 0.0.4 or OpenMetrics 1.0.
 * The output equals that of simpleclient's {@code TextFormat}, except that families without samples
 * are left out and whole numbers have no fraction.
 */
final class PageWriter {
  private final PageFormat format;
  private final Utf8Output out;

  PageWriter(PageFormat format, OutputStream out) {
    this.format = format;
    this.out = new Utf8Output(out);
  }

  void write(Enumeration<MetricFamilySamples> families) throws IOException {
    while (families.hasMoreElements()) {
      write(families.nextElement());
    }
  }

  void write(MetricFamilySamples family) throws IOException {
    if (!family.samples.isEmpty()) {
      out.write(head(format, family.name, family.type, family.help));
      for (Sample sample : family.samples) {
        sample(sample);
      }
    }
  }

  /** Ends the page. */
  void end() throws IOException {
    if (format == PageFormat.OPENMETRICS) {
      out.write("# EOF\n");
    }
    out.flush();
  }

  /** Output for samples that are written without objects. */
  Utf8Output out() {
    return out;
  }

  PageFormat format() {
    return format;
  }

  /**
   * The head of a family.
   *
   * @param baseName without a type's suffix, as OpenMetrics names families
   */
  static String head(PageFormat format, String baseName, Collector.Type type, String help) {
    String name = format == PageFormat.TEXT ? baseName + suffix(type) : baseName;
    return "# HELP %s %s\n# TYPE %s %s\n"
        .formatted(
            name,
            Labels.escaped(help, format == PageFormat.OPENMETRICS),
            name,
            typeName(format, type));
  }

  /** The suffix with which the text format names a family after its samples. */
  private static String suffix(Collector.Type type) {
    return switch (type) {
      case COUNTER -> "_total";
      case INFO -> "_info";
      case GAUGE, UNKNOWN, STATE_SET, HISTOGRAM, GAUGE_HISTOGRAM, SUMMARY -> "";
    };
  }

  private static String typeName(PageFormat format, Collector.Type type) {
    boolean text = format == PageFormat.TEXT;
    return switch (type) {
      case COUNTER -> "counter";
      case GAUGE -> "gauge";
      case UNKNOWN -> text ? "untyped" : "unknown";
      case INFO -> text ? "gauge" : "info";
      case STATE_SET -> text ? "gauge" : "stateset";
      case HISTOGRAM -> "histogram";
      case GAUGE_HISTOGRAM -> text ? "histogram" : "gaugehistogram";
      case SUMMARY -> "summary";
    };
  }

  private void sample(Sample sample) throws IOException {
    out.write(sample.name);
    List<String> names = sample.labelNames;
    if (!names.isEmpty()) {
      List<String> values = sample.labelValues;
      char before = '{';
      for (int i = 0; i < names.size(); i++) {
        out.write(before);
        out.write(names.get(i));
        out.write("=\"");
        out.write(Labels.escaped(values.get(i), true));
        out.write('"');
        before = ',';
      }
      out.write('}');
    }
    out.write(' ');
    out.write(sample.value);
    out.write('\n');
  }
}
