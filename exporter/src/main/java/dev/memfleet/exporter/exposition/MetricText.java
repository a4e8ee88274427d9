package dev.memfleet.exporter.exposition;

import dev.memfleet.exporter.catalog.ListedSample;
import dev.memfleet.exporter.catalog.MetricType;
import dev.memfleet.exporter.catalog.Reading;
import dev.memfleet.exporter.catalog.ValueVisitor;
import io.prometheus.client.Collector;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The constant parts of the lines of one per-node metric, as bytes. */
final class MetricText {
  private static final String TOTAL = "_total";
  private static final byte[] NONE = {};
  private static final byte[][] SLABS = new byte[Reading.MAX_CLASS + 1][];

  static {
    for (int slab = 0; slab < SLABS.length; slab++) {
      SLABS[slab] = Labels.text(List.of("slab"), List.of(Integer.toString(slab)));
    }
  }

  private final String metric;
  private final List<String> labelNames;
  private final Map<PageFormat, byte[]> heads = new EnumMap<>(PageFormat.class);
  private final byte[] name;
  private final byte[][] rows;

  /**
   * @param labelNames of its own
   * @param rowLabels the values of these labels in each of its rows
   */
  MetricText(
      String metric,
      MetricType type,
      String help,
      List<String> labelNames,
      List<List<String>> rowLabels) {
    this.metric = metric;
    this.labelNames = labelNames;
    name = metric.getBytes(StandardCharsets.US_ASCII);
    String base = baseName(metric, type);
    for (PageFormat format : PageFormat.values()) {
      String head = PageWriter.head(format, base, simpleclientType(type), help);
      heads.put(format, head.getBytes(StandardCharsets.UTF_8));
    }
    rows = rowLabels.stream().map(values -> Labels.text(labelNames, values)).toArray(byte[][]::new);
  }

  private static String baseName(String metric, MetricType type) {
    if (type != MetricType.COUNTER) {
      return metric;
    }
    if (!metric.endsWith(TOTAL)) {
      throw new IllegalArgumentException(metric + ": a counter's name ends in " + TOTAL);
    }
    return metric.substring(0, metric.length() - TOTAL.length());
  }

  private static Collector.Type simpleclientType(MetricType type) {
    return switch (type) {
      case COUNTER -> Collector.Type.COUNTER;
      case GAUGE -> Collector.Type.GAUGE;
      case GAUGE_HISTOGRAM -> Collector.Type.GAUGE_HISTOGRAM;
      case UNTYPED -> Collector.Type.UNKNOWN;
    };
  }

  String name() {
    return metric;
  }

  /** Writes the samples of one page as lines, with the head before the first one. */
  final class Lines implements ValueVisitor {
    private final PageWriter page;
    private boolean headed;
    private byte[] nodeLabels = NONE;
    private List<String> nodeLabelNames = List.of();

    Lines(PageWriter page) {
      this.page = page;
    }

    /** Starts the samples of the next node. */
    Lines of(byte[] labels, List<String> names) {
      nodeLabels = labels;
      nodeLabelNames = names;
      return this;
    }

    @Override
    public void value(int row, int slab, double value) throws IOException {
      line(slab == NO_SLAB ? NONE : SLABS[slab], rows[row], value);
    }

    @Override
    public void info(String[] labelValues) throws IOException {
      line(NONE, Labels.text(labelNames, Arrays.asList(labelValues)), 1);
    }

    @Override
    public void listed(ListedSample sample) throws IOException {
      List<String> names = labelNames.subList(0, sample.labelValues().size());
      byte[] own = Labels.text(names.stream().map(this::distinct).toList(), sample.labelValues());
      line(suffix(sample.part(), page.format()), NONE, own, sample.value());
    }

    /** A label's name, with {@code exported_} in front if the node has a label of that name. */
    private String distinct(String label) {
      return nodeLabelNames.contains(label) ? distinct("exported_" + label) : label;
    }

    private void line(byte[] slab, byte[] row, double value) throws IOException {
      line("", slab, row, value);
    }

    private void line(String suffix, byte[] slab, byte[] row, double value) throws IOException {
      if (!headed) {
        headed = true;
        page.out().write(Objects.requireNonNull(heads.get(page.format())));
      }
      Utf8Output out = page.out();
      out.write(name);
      out.write(suffix);
      char before = '{';
      before = labels(before, nodeLabels, out);
      before = labels(before, slab, out);
      before = labels(before, row, out);
      if (before == ',') {
        out.write('}');
      }
      out.write(' ');
      out.write(value);
      out.write('\n');
    }
  }

  private static String suffix(ListedSample.Part part, PageFormat format) {
    return switch (part) {
      case VALUE -> "";
      case BUCKET -> "_bucket";
      case SUM -> format == PageFormat.OPENMETRICS ? "_gsum" : "_sum";
      case COUNT -> format == PageFormat.OPENMETRICS ? "_gcount" : "_count";
    };
  }

  private static char labels(char before, byte[] labels, Utf8Output out) throws IOException {
    if (labels.length == 0) {
      return before;
    }
    out.write(before);
    out.write(labels);
    return ',';
  }
}
