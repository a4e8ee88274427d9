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
 * It writes what simpleclient's own {@code TextFormat} writes, but for families without samples,
 * which are left out, and for whole numbers, which have no fraction.
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
      MetricFamilySamples family = families.nextElement();
      if (!family.samples.isEmpty()) {
        head(family);
        for (Sample sample : family.samples) {
          sample(sample);
        }
      }
    }
    if (format == PageFormat.OPENMETRICS) {
      out.write("# EOF\n");
    }
    out.flush();
  }

  private void head(MetricFamilySamples family) throws IOException {
    String name = format == PageFormat.TEXT ? family.name + suffix(family.type) : family.name;
    out.write("# HELP ");
    out.write(name);
    out.write(' ');
    escaped(family.help, format == PageFormat.OPENMETRICS);
    out.write("\n# TYPE ");
    out.write(name);
    out.write(' ');
    out.write(typeName(family.type));
    out.write('\n');
  }

  /** The text format names a family after its samples. */
  private static String suffix(Collector.Type type) {
    return switch (type) {
      case COUNTER -> "_total";
      case INFO -> "_info";
      case GAUGE, UNKNOWN, STATE_SET, HISTOGRAM, GAUGE_HISTOGRAM, SUMMARY -> "";
    };
  }

  private String typeName(Collector.Type type) {
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
        escaped(values.get(i), true);
        out.write('"');
        before = ',';
      }
      out.write('}');
    }
    out.write(' ');
    out.write(sample.value);
    out.write('\n');
  }

  private void escaped(String text, boolean quotes) throws IOException {
    if (isPlain(text)) {
      out.write(text);
      return;
    }
    StringBuilder escaped = new StringBuilder(text.length() + 8);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\\' -> escaped.append("\\\\");
        case '\n' -> escaped.append("\\n");
        case '"' -> escaped.append(quotes ? "\\\"" : "\"");
        default -> escaped.append(c);
      }
    }
    out.write(escaped.toString());
  }

  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' || c == '\n' || c == '"') {
        return false;
      }
    }
    return true;
  }
}
