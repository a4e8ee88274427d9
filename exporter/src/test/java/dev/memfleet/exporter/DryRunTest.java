package dev.memfleet.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.exporter.catalog.Catalog;
import dev.memfleet.exporter.protocol.Section;
import dev.memfleet.exporter.scrape.Scraper;
import java.time.Clock;
import org.junit.jupiter.api.Test;

class DryRunTest {
  @Test
  void everyCollector_isTakenToAPage() {
    Scraper scraper = new Scraper(Catalog.ALL, Section.USUAL, Clock.systemUTC());
    assertThat(DryRun.page(scraper, Clock.systemUTC()))
        .contains("memcached_up 1\n")
        .contains("memcached_uptime_seconds 1\n")
        .contains("memcached_max_connections 1024\n")
        .contains("memcached_slab_current_items{slab=\"1\"} 1\n")
        .contains("memcached_slab_chunk_size_bytes{slab=\"1\"} 96\n")
        .doesNotContain("memcached_scrape_collector_success{collector=\"stats\"} 0");
  }
}
