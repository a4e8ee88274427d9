package dev.memfleet.exporter.catalog;

import dev.memfleet.exporter.protocol.Section;
import dev.memfleet.exporter.protocol.StatsReply;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.LongStream;

/** Metrics of the sizes of items: {@code stats sizes}, items by size in steps of 32 bytes. */
final class SizeMetrics extends ListTable {
  private static final String DISABLED = "sizes_status";

  /** 64 bytes to 16 MiB. */
  private static final long[] BYTES = LongStream.iterate(64, size -> size * 2).limit(19).toArray();

  SizeMetrics() {
    super(Section.SIZES);
  }

  // spotless:off
  @Override
  List<Metric> metrics() {
    return List.of(
        gauge("item_size_tracking_enabled", "Whether the server counts items by size: 1 yes, 0 no; option -o track_sizes (sizes: sizes_status)."),
        gaugeHistogram("item_size_bytes", "Items by size with key and header, in steps of 32 bytes (sizes: the name is the size, the value the number of items)."));
  }
  // spotless:on

  @Override
  void read(StatsReply reply, Listing out) {
    if (reply.get(DISABLED) != null) {
      out.add("item_size_tracking_enabled", 0);
      return;
    }
    TreeMap<Long, Long> items = new TreeMap<>();
    reply.forEach(
        (bytes, n, nEnd, v, vEnd) -> {
          long size = out.number(bytes, n, nEnd);
          long count = out.number(bytes, v, vEnd);
          if (size >= 0 && count >= 0) {
            items.merge(size, count, Long::sum);
          }
        });
    out.add("item_size_tracking_enabled", 1);
    out.addHistogram("item_size_bytes", BYTES, items);
  }
}
