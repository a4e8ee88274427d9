package dev.memfleet.exporter.catalog;

import static dev.memfleet.exporter.protocol.Section.ITEMS;
import static dev.memfleet.exporter.protocol.Section.SETTINGS;
import static dev.memfleet.exporter.protocol.Section.SLABS;
import static dev.memfleet.exporter.protocol.Section.STATS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.exporter.protocol.Section;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogTest {
  private static final Recording RECORDING =
      Recording.load("/recordings/memcached-1.6.18.stats.txt");
  private static final Recording NOTHING = new Recording(Map.of(STATS, "END\r\n"));

  private static SortedMap<String, Double> series(Recording recording) {
    return Page.of(recording.families());
  }

  private static SortedMap<String, Double> series(Recording recording, Set<Section> wanted) {
    return Page.of(Recording.families(Catalog.ALL.read(recording.snapshot(), wanted)));
  }

  private static SortedMap<String, Double> without(String... series) {
    SortedMap<String, Double> rest = series(RECORDING);
    for (String gone : series) {
      assertThat(rest.remove(gone)).as(gone).isNotNull();
    }
    return rest;
  }

  @ParameterizedTest
  @ValueSource(strings = {"abc", "NaN", "inf", "-", "", "1 2", "18446744073709551616", "1e99"})
  void unreadableValue_dropsItsOwnSampleOnly(String value) {
    Recording node = RECORDING.with(STATS, "curr_items", value);

    assertThat(series(node)).isEqualTo(without("memcached_current_items{}"));
    assertThat(node.reading().complete()).containsExactlyInAnyOrder(SETTINGS, ITEMS, SLABS);
  }

  @Test
  void unreadableValueOfASlabClass_dropsItsOwnSampleOnly() {
    Recording node = RECORDING.with(ITEMS, "items:3:age", "old");

    assertThat(series(node)).isEqualTo(without("memcached_slab_items_age_seconds{slab=3}"));
    assertThat(node.reading().complete()).containsExactlyInAnyOrder(STATS, SETTINGS, SLABS);
  }

  @Test
  void unreadableValue_dropsWhatIsComputedFromIt() {
    assertThat(series(RECORDING.with(STATS, "cas_hits", "x")))
        .isEqualTo(
            without(
                "memcached_commands_total{command=cas, status=hit}",
                "memcached_commands_total{command=set, status=hit}"));
    assertThat(series(RECORDING.with(STATS, "cmd_set", "x")))
        .isEqualTo(
            without(
                "memcached_commands_received_total{command=set}",
                "memcached_commands_total{command=set, status=hit}"));
    assertThat(series(RECORDING.with(SETTINGS, "maxconns", "x")))
        .isEqualTo(without("memcached_max_connections{}"));
  }

  @Test
  void unreadableStat_ofWhichNoMetricIsMade_isPassedOver() {
    Recording node = RECORDING.with(STATS, "rusage_future", "soon");

    assertThat(series(node)).isEqualTo(series(RECORDING));
    assertThat(node.reading().complete()).hasSize(4);
  }

  @Test
  void nullPointer_isNotReported_andNoMistake() {
    Recording node = RECORDING.with(STATS, "curr_items", "(null)");

    assertThat(series(node)).isEqualTo(without("memcached_current_items{}"));
    assertThat(node.reading().complete()).hasSize(4);
  }

  @ParameterizedTest
  @EnumSource(names = {"SETTINGS", "ITEMS", "SLABS"})
  void refusedCommand_leavesTheOthersWhole(Section refused) {
    Recording node = RECORDING.refusing(refused, "ERROR");
    SortedMap<String, Double> rest = series(RECORDING);
    rest.keySet().retainAll(series(node).keySet());
    rest.replaceAll((name, value) -> name.startsWith("memcached_server_info") ? 1.0 : value);

    assertThat(node.reading().complete()).hasSize(3).doesNotContain(refused);
    assertThat(series(node)).hasSizeGreaterThan(200);
    assertThat(rest.keySet()).isSubsetOf(series(node).keySet());
  }

  @Test
  void refusedSettings_leaveNoSettings_andTakeMaxConnectionsFromStats() {
    Recording node = RECORDING.refusing(SETTINGS, "ERROR").with(STATS, "max_connections", "77");

    assertThat(series(node))
        .containsEntry("memcached_max_connections{}", 77.0)
        .containsKey(
            "memcached_server_info{libevent=2.1.12-stable, pointer_size=64, protocol=,"
                + " version=1.6.18}");
    assertThat(names(node)).noneMatch(name -> name.startsWith("memcached_settings_"));
    assertThat(names(node)).doesNotContain("memcached_lru_crawler_enabled");
  }

  @Test
  void refusedSlabsAndItems_leaveWhatStatsHold() {
    Recording node = RECORDING.refusing(SLABS, "ERROR").refusing(ITEMS, "CLIENT_ERROR no");

    assertThat(node.reading().complete()).containsExactlyInAnyOrder(STATS, SETTINGS);
    assertThat(names(node))
        .contains("memcached_slab_pages_moved_total", "memcached_current_items")
        .doesNotContain("memcached_malloced_bytes", "memcached_slab_current_items");
  }

  private static Stream<String> names(Recording node) {
    return node.families().stream().map(Family::name);
  }

  private static Stream<String> names(SortedMap<String, Double> series) {
    return series.keySet().stream().map(Page::name).distinct();
  }

  @Test
  void lruCrawlerOff_takesItsSettingsAway() {
    SortedMap<String, Double> series = series(RECORDING.with(SETTINGS, "lru_crawler", "no"));

    SortedMap<String, Double> gone = series(RECORDING);
    gone.keySet().removeAll(series.keySet());
    assertThat(names(gone))
        .containsExactlyInAnyOrder(
            "memcached_lru_crawler_enabled",
            "memcached_lru_crawler_sleep",
            "memcached_lru_crawler_to_crawl",
            "memcached_lru_crawler_maintainer_thread",
            "memcached_lru_crawler_hot_percent",
            "memcached_lru_crawler_warm_percent",
            "memcached_lru_crawler_hot_max_factor",
            "memcached_lru_crawler_warm_max_factor");
  }

  @Test
  void extstore_withoutItsLimit_hasNoMetrics() {
    Recording used = NOTHING.with(STATS, "extstore_bytes_used", "5");

    assertThat(series(used)).doesNotContainKey("memcached_extstore_bytes_used{}");
    assertThat(series(used.with(STATS, "extstore_limit_maxbytes", "9")))
        .containsEntry("memcached_extstore_bytes_used{}", 5.0)
        .containsEntry("memcached_extstore_bytes_limit{}", 9.0);
  }

  @Test
  void proxy_withoutItsBackends_hasNoMetrics_butNapiCountersStay() {
    Recording node =
        NOTHING
            .with(STATS, "proxy_conn_requests", "5")
            .with(STATS, "round_robin_fallback", "6")
            .with(STATS, "unexpected_napi_ids", "7");

    assertThat(series(node))
        .containsEntry("memcached_round_robin_fallback_total{}", 6.0)
        .containsEntry("memcached_unexpected_napi_ids_total{}", 7.0)
        .doesNotContainKey("memcached_proxy_conn_requests_total{}");
    assertThat(
            series(
                node.with(STATS, "proxy_backend_total", "8")
                    .with(STATS, "proxy_backend_failed", "9")))
        .containsEntry("memcached_proxy_conn_requests_total{}", 5.0)
        .containsEntry("memcached_proxy_backend_total{}", 8.0)
        .containsEntry("memcached_proxy_backend_failed{}", 9.0)
        .containsEntry("memcached_proxy_backend_failures_total{}", 9.0);
  }

  @Test
  void unreportedStats_giveNoSamples() {
    Recording old =
        NOTHING.with(STATS, "pid", "1").with(STATS, "get_hits", "2").with(STATS, "cmd_set", "3");

    assertThat(series(old))
        .isEqualTo(
            new TreeMap<>(
                Map.of(
                    "memcached_process_pid{}", 1.0,
                    "memcached_commands_total{command=get, status=hit}", 2.0,
                    "memcached_commands_total{command=set, status=hit}", 3.0,
                    "memcached_commands_received_total{command=set}", 3.0,
                    "memcached_version{version=}", 1.0,
                    "memcached_server_info{libevent=, pointer_size=, protocol=, version=}", 1.0)));
    assertThat(old.reading().complete()).containsExactly(STATS);
  }

  @Test
  void setCommands_lessThanTheCasAmongThem_areZero() {
    Recording node =
        NOTHING
            .with(STATS, "cmd_set", "1")
            .with(STATS, "cas_hits", "2")
            .with(SLABS, "3:cmd_set", "1")
            .with(SLABS, "3:cas_badval", "5");

    assertThat(series(node))
        .containsEntry("memcached_commands_total{command=set, status=hit}", 0.0)
        .containsEntry("memcached_slab_commands_total{command=set, slab=3, status=hit}", 0.0);
  }

  @Test
  void memRequested_inItemsAndSlabs_isThatOfItems() {
    String series = "memcached_slab_mem_requested_bytes{slab=3}";
    Recording slabs = NOTHING.with(SLABS, "3:mem_requested", "30");

    assertThat(series(slabs)).containsEntry(series, 30.0);
    assertThat(series(slabs.with(ITEMS, "items:3:mem_requested", "40")))
        .containsEntry(series, 40.0);
  }

  @Test
  void wastedBytes_areChunksLessWhatItemsAskedFor() {
    String series = "memcached_slab_wasted_bytes{slab=3}";
    Recording empty =
        NOTHING
            .with(SLABS, "3:chunk_size", "100")
            .with(SLABS, "3:total_chunks", "10")
            .with(SLABS, "3:used_chunks", "0");
    Recording used = empty.with(SLABS, "3:used_chunks", "7");

    assertThat(series(empty)).containsEntry(series, 1000.0);
    assertThat(series(used)).doesNotContainKey(series);
    assertThat(series(used.with(SLABS, "3:mem_requested", "100"))).containsEntry(series, 900.0);
    assertThat(series(used.with(ITEMS, "items:3:mem_requested", "650")))
        .containsEntry(series, 350.0);
    assertThat(series(used.with(ITEMS, "items:3:mem_requested", "1001")))
        .containsEntry(series, 0.0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "items:256:number",
        "items:99999999999999999999:number",
        "items::number",
        "items:-1:number",
        "items:1x:number",
        "items:1",
        "items:1:",
        "items",
        "items:",
        "item",
        ":1:number",
        "number",
        "slabs:1:number",
        "items 1:number",
        "items:1:number:2",
        "items:1:Number"
      })
  void slabClass_writtenAsNoSlabClass_isPassedOver(String stat) {
    Recording node = NOTHING.with(ITEMS, stat, "5");

    assertThat(series(node)).isEqualTo(series(NOTHING));
    assertThat(node.reading().complete()).containsExactlyInAnyOrder(STATS, ITEMS);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 63, 200, 255})
  void slabClass_ofAnyServer_isItsLabel(int slabClass) {
    Recording node = NOTHING.with(SLABS, slabClass + ":chunk_size", "96");

    assertThat(series(node))
        .containsEntry("memcached_slab_chunk_size_bytes{slab=" + slabClass + "}", 96.0);
  }

  @Test
  void statReportedTwice_countsAsLastReported() {
    Recording node = new Recording(Map.of(STATS, "STAT pid 1\r\nSTAT pid 2\r\nEND\r\n"));

    assertThat(series(node)).containsEntry("memcached_process_pid{}", 2.0);
  }

  @Test
  void slabCollectorsOff_dropEverySlabMetric_andKeepMallocedBytes() {
    SortedMap<String, Double> series = series(RECORDING, Set.of(STATS, SETTINGS));

    SortedMap<String, Double> expected = series(RECORDING);
    expected.keySet().removeIf(name -> name.startsWith("memcached_slab_"));
    assertThat(series).isEqualTo(expected).containsKey("memcached_malloced_bytes{}");
  }

  @Test
  void sections_areThoseThatWantedMetricsAreMadeOf() {
    assertThat(Catalog.ALL.sections(Set.of(STATS)))
        .as("malloced_bytes and max_connections come from answers of other collectors")
        .containsExactlyInAnyOrder(STATS, SETTINGS, SLABS);
    assertThat(Catalog.ALL.sections(Set.of(SETTINGS))).containsExactly(SETTINGS);
    assertThat(Catalog.ALL.sections(Set.of(ITEMS))).containsExactlyInAnyOrder(ITEMS, SLABS);
    assertThat(Catalog.ALL.sections(Set.of(Section.values()))).hasSize(Section.values().length);
  }

  @Test
  void settingsCollectorOff_keepsMaxConnections() {
    assertThat(series(RECORDING, Set.of(STATS)))
        .containsEntry("memcached_max_connections{}", 1024.0)
        .doesNotContainKey("memcached_lru_crawler_enabled{}");
  }

  @ParameterizedTest
  @EnumSource
  void collectorAlone_hasItsMetricsOnly(Section collector) {
    List<String> own =
        Catalog.ALL.metrics().stream()
            .filter(metric -> metric.collector() == collector)
            .map(Metric::name)
            .toList();

    Recording everything = Recording.load("/recordings/everything.stats.txt");
    assertThat(names(series(everything, Set.of(collector)))).isNotEmpty().isSubsetOf(own);
  }

  @Test
  void texts_ofAHostileNode_areLabelsOfLimitedLength() {
    Recording node = NOTHING.with(STATS, "version", "\"}\\ 1 é" + "x".repeat(1000));

    assertThat(node.families().get(0).samples().get(0).labelValues().get(0))
        .startsWith("\"}\\ 1 ")
        .hasSizeBetween(250, 256);
  }

  @Test
  void settings_withSpaces_areKept() {
    Recording node =
        NOTHING.with(SETTINGS, "inter", "10.0.0.1 and more").with(SETTINGS, "umask", "NULL");

    assertThat(series(node).keySet())
        .anyMatch(name -> name.contains("inter=10.0.0.1 and more,") && name.contains("umask=}"));
  }
}
