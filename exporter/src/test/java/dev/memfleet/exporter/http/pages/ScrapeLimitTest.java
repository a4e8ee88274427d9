package dev.memfleet.exporter.http.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.exporter.node.NodeAddress;
import org.junit.jupiter.api.Test;

class ScrapeLimitTest {
  private static final NodeAddress ONE = NodeAddress.parse("10.0.0.1");
  private static final NodeAddress OTHER = NodeAddress.parse("10.0.0.2");

  @Test
  void oneTarget_holdsFewPlaces() {
    ScrapeLimit places = new ScrapeLimit(100, 4);
    for (int i = 0; i < 4; i++) {
      assertThat(places.take(ONE)).isEmpty();
    }
    assertThat(places.take(ONE)).isEqualTo("4 scrapes of this target are in flight, retry later.");
    assertThat(places.take(OTHER)).isEmpty();
    places.free(ONE);
    assertThat(places.take(ONE)).isEmpty();
  }

  @Test
  void allTargets_holdAsManyAsThereAre() {
    ScrapeLimit places = new ScrapeLimit(2, 2);
    assertThat(places.take(ONE)).isEmpty();
    assertThat(places.take(OTHER)).isEmpty();
    assertThat(places.take(OTHER))
        .isEqualTo("Limit of concurrent scrapes reached (2), try again later.");
    places.free(ONE);
    assertThat(places.take(OTHER)).isEmpty();
  }

  @Test
  void placesOfTheProcess_areNeverFewerThanAskedFor() {
    assertThat(ScrapeLimit.ofProcess(1 << 22).take(ONE)).isEmpty();
    ScrapeLimit unlimited = ScrapeLimit.ofProcess(0);
    for (int i = 0; i < 10_000; i++) {
      assertThat(unlimited.take(ONE)).isEmpty();
    }
  }
}
