package dev.memfleet.exporter.exposition;

import io.prometheus.client.CollectorRegistry;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A page that is written part by part, so that a long one takes little memory and little time at
 * once.
 */
public final class Page {
  private final NodesWriter nodes;
  private final CollectorRegistry others;
  private final PageFilter filter;
  private final PageFormat format;
  private @Nullable PageWriter writer;

  Page(NodesWriter nodes, CollectorRegistry others, PageFilter filter, PageFormat format) {
    this.nodes = nodes;
    this.others = others;
    this.filter = filter;
    this.format = format;
  }

  /**
   * Writes the next part.
   *
   * @param out the same for all parts
   * @return whether there is more
   */
  public boolean writeNext(OutputStream out) throws IOException {
    PageWriter page = writer;
    if (page == null) {
      page = new PageWriter(format, out);
      writer = page;
    }
    if (nodes.writeNext(page)) {
      return true;
    }
    page.write(
        filter.names().isEmpty()
            ? others.metricFamilySamples()
            : others.filteredMetricFamilySamples(filter.names()));
    page.end();
    return false;
  }

  /** Writes all remaining parts. */
  public void writeTo(OutputStream out) throws IOException {
    while (writeNext(out)) {
      // writeNext does the work
    }
  }
}
