package dev.memfleet.exporter.catalog;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.memfleet.exporter.protocol.Section;
import dev.memfleet.exporter.protocol.StatsReply;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Metrics of the pages on flash: {@code stats extstore}, {@code 0:version}, {@code 0:bytes} and
 * {@code 0:bucket} for each. A page of version 0 is free.
 */
final class ExtstorePageMetrics extends ListTable {
  private static final int MAX_BUCKETS = 20;

  ExtstorePageMetrics() {
    super(Section.EXTSTORE);
  }

  // spotless:off
  @Override
  List<Metric> metrics() {
    return List.of(
        gauge("extstore_bucket_pages", "Flash pages in use by bucket: 0 default, 1 compacted, 2 large items (chunked), 3 short TTL, 4 compacted cold items, 5 old items (extstore: bucket, version).", "bucket"),
        gauge("extstore_bucket_bytes", "Bytes in use in the pages of each bucket (extstore: bucket, bytes).", "bucket"));
  }
  // spotless:on

  @Override
  void read(StatsReply reply, Listing out) {
    Map<String, Long> stats = new HashMap<>();
    reply.forEach(
        (bytes, n, nEnd, v, vEnd) ->
            stats.put(new String(bytes, n, nEnd - n, ISO_8859_1), out.number(bytes, v, vEnd)));
    TreeMap<String, Long> pages = new TreeMap<>();
    TreeMap<String, Long> used = new TreeMap<>();
    stats.forEach(
        (name, version) -> {
          if (name.endsWith(":version") && version > 0) {
            String page = name.substring(0, name.indexOf(':'));
            String bucket = Long.toString(stats.getOrDefault(page + ":bucket", 0L));
            pages.merge(bucket, 1L, Long::sum);
            used.merge(bucket, stats.getOrDefault(page + ":bytes", 0L), Long::sum);
          }
        });
    out.addAll("extstore_bucket_pages", first(pages, MAX_BUCKETS));
    out.addAll("extstore_bucket_bytes", first(used, MAX_BUCKETS));
  }
}
