package dev.memfleet.exporter;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.exporter.peer.Agent;
import dev.memfleet.exporter.peer.CacheNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same traffic gives the same series on the reference server as on memcached, except for the
 * series listed here.
 */
class SameSeriesIT {
  private static final Path SERVER_README = Path.of("..", "server", "README.md");
  private static final Pattern HOT = Pattern.compile(":number_hot [1-9]");
  private static final int SECONDS_APART = 60;

  /** Series that may differ, each with its stat in the closed list of the server's README. */
  private static final Map<String, String> IN_CLOSED_LIST =
      Map.ofEntries(
          entry("memcached_connections_total", "total_connections"),
          entry("memcached_connections_yielded_total", "conn_yields"),
          entry("memcached_connection_structures", "connection_structures"),
          entry("memcached_current_connections", "curr_connections"),
          entry("memcached_lru_crawler_starts_total", "lru_crawler_starts"),
          entry("memcached_lru_crawler_items_checked_total", "crawler_items_checked"),
          entry("memcached_slab_lru_crawler_items_checked_total", "crawler_items_checked"),
          entry("memcached_lru_maintainer_juggles_total", "lru_maintainer_juggles"),
          entry("memcached_lru_crawler_moves_within_lru_total", "moves_*"),
          entry("memcached_slab_items_moves_within_lru", "moves_*"),
          entry("memcached_lru_tail_reflocked_total", "lrutail_reflocked"),
          entry("memcached_slab_lru_tail_reflocked_total", "lrutail_reflocked"),
          entry("memcached_process_pid", "pid"),
          entry("memcached_process_system_cpu_seconds_total", "rusage_system"),
          entry("memcached_process_user_cpu_seconds_total", "rusage_user"),
          entry("memcached_read_buffers", "read_buf_count"),
          entry("memcached_read_buffer_bytes", "read_buf_bytes"),
          entry("memcached_read_buffer_free_bytes", "read_buf_bytes_free"),
          entry("memcached_response_objects", "response_obj_count"),
          entry("memcached_response_object_bytes", "response_obj_bytes"),
          entry("memcached_server_info", "libevent"),
          entry("memcached_settings_client_flags_bytes", "client_flags_size"),
          entry("memcached_settings_napi_ids", "num_napi_ids"),
          entry("memcached_slab_reassign_busy_nomem_total", "slab_reassign_*"),
          entry("memcached_slab_reassign_evictions_total", "slab_reassign_*"),
          entry("memcached_slab_reassign_last_busy_info", "slab_reassign_*"),
          entry("memcached_time_seconds", "time"),
          entry("memcached_uptime_seconds", "uptime"),
          entry("memcached_version", "version"));

  /** Series that may differ for reasons outside the closed list, each with its reason. */
  private static final Map<String, String> OF_THE_TEST =
      Map.of(
          "memcached_clock_offset_seconds", "measured",
          "memcached_connect_duration_seconds", "measured",
          "memcached_connect_success", "measured, once a minute",
          "memcached_probe_duration_seconds", "measured",
          "memcached_scrape_duration_seconds", "measured",
          "memcached_read_bytes_total", "each was asked until it had settled",
          "memcached_settings_tcp_port", "each server listens on its own",
          "memcached_written_bytes_total", "1.6.45 has other keys");

  @TempDir Path folder;

  @Test
  void traffic_toReferenceAndMemcached_givesTheSameSeries() throws IOException {
    try (CacheNode memcached = CacheNode.memcached(folder, "theirs", "-t", "2");
        CacheNode reference = CacheNode.reference(folder, "ours", "-t", "2");
        Agent agent = Agent.start(folder, "--memcached.address", memcached.address())) {
      for (String requests : RecordedTraffic.stages()) {
        memcached.converse(requests);
        reference.converse(requests);
        agent.daemon().await("watching settled nodes", () -> settled(memcached, reference));
      }
      SortedMap<String, Double> theirs = scrape(agent, memcached);
      SortedMap<String, Double> ours = scrape(agent, reference);

      assertThat(theirs).hasSizeGreaterThan(300);
      assertThat(differences(ours, theirs)).isEmpty();
    }
  }

  @Test
  void differences_namedAsTheServers_areInItsClosedList() throws IOException {
    String readme = Files.readString(SERVER_README);
    int start = readme.indexOf("## Stats that differ");
    String closedList = readme.substring(start, readme.indexOf("\n## ", start));
    assertThat(IN_CLOSED_LIST.values()).allSatisfy(key -> assertThat(closedList).contains(key));
  }

  /** Whether the HOT segments are empty, and the segments of both servers are equally large. */
  private static boolean settled(CacheNode memcached, CacheNode reference) {
    String segments = segments(reference);
    return !HOT.matcher(segments).find() && segments.equals(segments(memcached));
  }

  private static String segments(CacheNode node) {
    return node.converse("stats items\r\n")
        .lines()
        .filter(line -> line.contains(":number"))
        .collect(Collectors.joining("\n"));
  }

  private static SortedMap<String, Double> scrape(Agent agent, CacheNode node) {
    return agent.page("/scrape?target=" + node.address());
  }

  private static SortedMap<String, String> differences(
      Map<String, Double> ours, Map<String, Double> theirs) {
    SortedMap<String, String> differences = new TreeMap<>();
    TreeSet<String> series = new TreeSet<>(ours.keySet());
    series.addAll(theirs.keySet());
    for (String one : series) {
      if (!isNamed(one) && !same(one, ours.get(one), theirs.get(one))) {
        differences.put(one, ours.get(one) + ", memcached " + theirs.get(one));
      }
    }
    return differences;
  }

  private static boolean isNamed(String series) {
    String name = series.substring(0, series.indexOf('{'));
    return IN_CLOSED_LIST.containsKey(name) || OF_THE_TEST.containsKey(name);
  }

  /**
   * Whether two values are equal; ages may differ by {@link #SECONDS_APART}, because one server is
   * asked after the other.
   */
  private static boolean same(String series, @Nullable Double ours, @Nullable Double theirs) {
    if (series.contains("_age_seconds") && ours != null && theirs != null) {
      return Math.abs(ours - theirs) <= SECONDS_APART;
    }
    return Objects.equals(ours, theirs);
  }
}
