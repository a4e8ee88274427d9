package dev.memfleet.exporter.insight;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.memfleet.exporter.insight.hot.PrefixPattern;
import dev.memfleet.exporter.insight.hot.Prefixes;
import dev.memfleet.exporter.insight.hot.SpaceSaving.Counted;
import dev.memfleet.exporter.insight.watch.WatchParser;
import java.util.List;
import org.junit.jupiter.api.Test;

class WatchTallyTest {
  @Test
  void prefixes_areThoseOfThePatterns() {
    WatchTally tally =
        new WatchTally(new Prefixes(":", List.of(PrefixPattern.parse("(?<prefix>tenant:\\d+)"))));
    WatchParser parser = new WatchParser(tally, text -> {});
    for (String key : List.of("tenant%3A1%3Aa", "tenant%3A1%3Ab", "user%3A1", "tenant%3A1%3Aa")) {
      byte[] line =
          "ts=1795665276.5 gid=1 type=item_get key=%s status=found clsid=1 cfd=20 size=2\n"
              .formatted(key)
              .getBytes(US_ASCII);
      parser.feed(line, 0, line.length);
    }
    assertThat(tally.prefixes().top(5))
        .extracting(Counted::key, Counted::count)
        .containsExactly(tuple("tenant%3A1", 3L), tuple("user", 1L));
  }
}
