package dev.memfleet.exporter.exposition;

import dev.memfleet.exporter.catalog.Metric;
import dev.memfleet.exporter.catalog.Reading;
import dev.memfleet.exporter.catalog.ValueVisitor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What is always the same in the lines of one metric of the catalogue, as bytes. */
final class MetricText {
  private static final byte[] NONE = {};
  private static final byte[][] SLABS = new byte[Reading.MAX_CLASS + 1][];

  static {
    for (int slab = 0; slab < SLABS.length; slab++) {
      SLABS[slab] = Labels.text(List.of("slab"), List.of(Integer.toString(slab)));
    }
  }

  private final Metric metric;
  private final Map<PageFormat, byte[]> heads = new EnumMap<>(PageFormat.class);
  private final byte[] name;
  private final byte[][] rows;

  MetricText(Metric metric) {
    this.metric = metric;
    name = metric.name().getBytes(StandardCharsets.US_ASCII);
    for (PageFormat format : PageFormat.values()) {
      String head = SimpleclientFamily.head(format, metric);
      heads.put(format, head.getBytes(StandardCharsets.UTF_8));
    }
    rows =
        metric.rowLabels().stream()
            .map(values -> Labels.text(metric.labelNames(), values))
            .toArray(byte[][]::new);
  }

  /** The samples of one page as lines, under a head that is written before the first one. */
  final class Lines implements ValueVisitor {
    private final PageWriter page;
    private boolean headed;
    private byte[] nodeLabels = NONE;

    Lines(PageWriter page) {
      this.page = page;
    }

    /** Begins the samples of a further node. */
    Lines of(byte[] labels) {
      nodeLabels = labels;
      return this;
    }

    @Override
    public void value(int row, int slab, double value) throws IOException {
      line(slab == NO_SLAB ? NONE : SLABS[slab], rows[row], value);
    }

    @Override
    public void info(String[] labelValues) throws IOException {
      line(NONE, Labels.text(metric.labelNames(), Arrays.asList(labelValues)), 1);
    }

    private void line(byte[] slab, byte[] row, double value) throws IOException {
      if (!headed) {
        headed = true;
        page.out().write(Objects.requireNonNull(heads.get(page.format())));
      }
      Utf8Output out = page.out();
      out.write(name);
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

  private static char labels(char before, byte[] labels, Utf8Output out) throws IOException {
    if (labels.length == 0) {
      return before;
    }
    out.write(before);
    out.write(labels);
    return ',';
  }
}
