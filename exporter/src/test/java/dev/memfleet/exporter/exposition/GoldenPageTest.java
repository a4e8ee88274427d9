package dev.memfleet.exporter.exposition;

import dev.memfleet.exporter.catalog.GeneratedFile;
import dev.memfleet.exporter.catalog.Reading;
import dev.memfleet.exporter.catalog.Recording;
import dev.memfleet.exporter.client.CanaryResult;
import dev.memfleet.exporter.client.ProbeResult;
import dev.memfleet.exporter.fleet.NodeStatus;
import dev.memfleet.exporter.protocol.ItemCommand;
import dev.memfleet.exporter.protocol.Section;
import dev.memfleet.exporter.scrape.ScrapeResult;
import io.prometheus.client.CollectorRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The whole page of a node that reports every stat there is, from its answers' bytes. */
class GoldenPageTest {
  static final Path PAGE = Path.of("src/test/resources/golden/everything.prom");

  private static final Instant AT = Instant.ofEpochSecond(1_795_339_445);

  @Test
  void page_ofNodeThatReportsEverything_isGolden() throws IOException {
    Reading reading = Recording.load("/recordings/everything.stats.txt").reading();
    ScrapeResult scrape =
        new ScrapeResult(
            AT, Duration.ofMillis(2), Set.of(Section.values()), null, "", reading, -0.25);
    ProbeResult probe = new ProbeResult(true, Duration.ofMillis(1), Duration.ofMillis(3));
    CanaryResult canary =
        new CanaryResult(
            Map.of(
                ItemCommand.SET, Duration.ofMillis(2),
                ItemCommand.GET, Duration.ofMillis(1),
                ItemCommand.DELETE, Duration.ofMillis(4)),
            null,
            "");
    NodeStatus node =
        new NodeStatus(
            List.of("instance", "pool"),
            List.of("127.0.0.1:11211", "everything"),
            scrape,
            probe,
            canary,
            AT.plusSeconds(86_400),
            7,
            Map.of());
    Clock later = Clock.fixed(AT.plusSeconds(5), ZoneOffset.UTC);
    ByteArrayOutputStream page = new ByteArrayOutputStream();

    new Exposition(new CollectorRegistry(), null, later)
        .agentPage(List.of(node), PageFilter.ALL, PageFormat.TEXT)
        .writeTo(page);

    GeneratedFile.check(PAGE, page.toString(StandardCharsets.UTF_8));
  }
}
