package dev.memfleet.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.exporter.catalog.Page;
import dev.memfleet.exporter.catalog.Recording;
import dev.memfleet.exporter.fake.ScriptedNode;
import dev.memfleet.exporter.peer.Agent;
import java.nio.file.Path;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A recorded memcached gives the series that memcached_exporter made of it. */
class RecordedNodeIT {
  @TempDir Path folder;

  @Test
  void recording_scrapedEitherWay_givesEverySeriesOfMemcachedExporter() {
    SortedMap<String, Double> expected =
        Page.parse(Recording.text("/recordings/memcached-1.6.18.series.prom"));
    assertThat(expected).hasSize(756);
    try (ScriptedNode node = ScriptedNode.memcached();
        Agent agent = Agent.start(folder, "--memcached.address=" + node.address())) {
      assertThat(agent.page("/metrics")).containsAllEntriesOf(expected);
      assertThat(agent.page("/scrape?target=" + node.address())).containsAllEntriesOf(expected);
    }
  }
}
