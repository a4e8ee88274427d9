package dev.memfleet.exporter.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.memfleet.exporter.catalog.Recording;
import dev.memfleet.exporter.client.FailureReason;
import dev.memfleet.exporter.protocol.Section;
import dev.memfleet.exporter.scrape.ScrapeResult;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NodeHistoryTest {
  private static final Instant START = Instant.parse("2026-11-26T12:00:00Z");
  private static final Duration INTERVAL = Duration.ofSeconds(15);
  private static final Retention HOUR = Retention.of(Duration.ofHours(1), INTERVAL);

  private final NodeHistory history = new NodeHistory();
  private int second;
  private long gets;
  private long uptime = 1000;

  @Test
  void counter_isShownAsItsGrowthInASecond() {
    poll(0);
    poll(150);
    poll(3000);

    assertThat(values(HistorySeries.GET_HITS)).containsExactly(Double.NaN, 10, 200);
    assertThat(history.latest(HistorySeries.GET_HITS)).isEqualTo(200);
    assertThat(values(HistorySeries.CONNECTIONS)).containsExactly(3, 3, 3);
    assertThat(values(HistorySeries.ROUND_TRIP)).containsExactly(0.002, 0.002, 0.002);
  }

  @Test
  void restartedNode_leavesAGapAndNoSpike() {
    poll(0);
    poll(150);
    gets = 0;
    uptime = 0;
    poll(150);
    poll(150);

    assertThat(values(HistorySeries.GET_HITS)).containsExactly(Double.NaN, 10, Double.NaN, 10);
  }

  @Test
  void restartedNode_thatHasCountedFurtherThanBefore_leavesAGap() {
    poll(0);
    uptime = 0;
    poll(1500);

    assertThat(values(HistorySeries.GET_HITS)).containsExactly(Double.NaN, Double.NaN);
  }

  @Test
  void nodeThatWasAway_leavesAGapInEverySeries() {
    poll(0);
    poll(150);
    fail();
    fail();
    poll(150);
    poll(150);

    assertThat(values(HistorySeries.GET_HITS))
        .containsExactly(Double.NaN, 10, Double.NaN, Double.NaN, 10);
    assertThat(values(HistorySeries.CONNECTIONS)).containsExactly(3, 3, Double.NaN, 3, 3);
    assertThat(history.failures())
        .extracting(Failure::reason)
        .containsExactly(FailureReason.REFUSED, FailureReason.REFUSED);
  }

  @Test
  void stateAndItsTime_changeWithTheFirstFailureAndTheFirstAnswer() {
    poll(0);
    poll(0);
    assertThat(history.since()).isEqualTo(START.plusSeconds(15));
    fail();
    fail();
    assertThat(history.since()).isEqualTo(START.plusSeconds(45));
    assertThat(history.latest(HistorySeries.GET_HITS)).isNaN();
    poll(0);
    assertThat(history.since()).isEqualTo(START.plusSeconds(75));
  }

  @Test
  void pollsThatWereMissed_leaveAGap() {
    poll(0);
    poll(150);
    second += 600;
    poll(90_000);
    poll(150);

    assertThat(values(HistorySeries.GET_HITS))
        .containsExactly(Double.NaN, 10, Double.NaN, Double.NaN, 10);
    assertThat(values(HistorySeries.CONNECTIONS)).containsExactly(3, 3, Double.NaN, 3, 3);
  }

  @Test
  void changedInterval_changesTheDistanceOfPointsAndNotTheRates() {
    poll(0);
    poll(150);
    Retention slower = Retention.of(Duration.ofHours(1), Duration.ofMinutes(1));
    for (int i = 0; i < 3; i++) {
      second += 45;
      poll(600, slower);
    }

    assertThat(values(HistorySeries.GET_HITS)).containsExactly(Double.NaN, 10, 10, 10, 10);
  }

  @Test
  void pollsCloserThanTheResolution_becomeOnePoint() {
    Retention fast = Retention.of(Duration.ofHours(1), Duration.ofSeconds(1));
    for (int i = 0; i < 46; i++) {
      second -= 14;
      poll(20, fast);
    }

    assertThat(values(HistorySeries.GET_HITS)).hasSize(4);
    assertThat(values(HistorySeries.GET_HITS)[3]).isCloseTo(20, within(0.05));
    assertThat(history.latest(HistorySeries.GET_HITS)).isEqualTo(20);
  }

  @Test
  void history_holdsAnHourAndAtMostEightKibibytes() {
    for (int i = 0; i < 1000; i++) {
      poll(150);
    }

    assertThat(values(HistorySeries.GET_HITS)).hasSize(240).containsOnly(10);
    assertThat(history.bytes()).isBetween(7000, 7700);
  }

  @Test
  void noHistory_keepsOnlyTheLatestRates() {
    poll(0);
    poll(150);
    poll(150, HOUR.off());

    assertThat(history.past(now()).size()).isZero();
    assertThat(history.bytes()).isZero();
    assertThat(history.latest(HistorySeries.GET_HITS)).isEqualTo(10);
  }

  @Test
  void clockSetBack_beginsTheHistoryAgain() {
    poll(0);
    poll(150);
    second -= 3600;
    poll(150);
    poll(150);

    assertThat(values(HistorySeries.GET_HITS)).containsExactly(Double.NaN, 10);
  }

  @Test
  void pollThatTheAgentHadNoResourcesFor_changesNothing() {
    poll(0);
    history.add(ScrapeResult.notAsked("all in use", Set.of()), HOUR);
    second += 15;
    poll(300);

    assertThat(values(HistorySeries.GET_HITS)).containsExactly(Double.NaN, 10);
    assertThat(history.failures()).isEmpty();
  }

  @Test
  void encodedNumber_isTheSameToATenthOfAPercent() {
    DoubleStream.of(1e-9, 1e-6, 0.0021, 1, 3, 999, 123_456_789, 4e12, 9e18)
        .forEach(
            number -> {
              double decoded = Encoded.decoded(Encoded.of(number));
              assertThat(decoded).isCloseTo(number, within(number * 0.0006));
            });
    assertThat(Encoded.decoded(Encoded.of(0))).isZero();
    assertThat(Encoded.decoded(Encoded.of(Double.NaN))).isNaN();
    assertThat(Encoded.decoded(Encoded.of(Double.MAX_VALUE))).isGreaterThan(1e19);
  }

  private void poll(int moreGets) {
    poll(moreGets, HOUR);
  }

  private void poll(int moreGets, Retention kept) {
    second += 15;
    gets += moreGets;
    uptime += 15;
    String stats =
        "STAT uptime %d\r\nSTAT get_hits %d\r\nSTAT curr_connections 3\r\nEND\r\n"
            .formatted(uptime, gets);
    Set<Section> sections = Set.of(Section.STATS);
    history.add(
        new ScrapeResult(
            now(),
            Duration.ofMillis(2),
            sections,
            null,
            "",
            new Recording(Map.of(Section.STATS, stats)).reading(),
            0),
        kept);
  }

  private void fail() {
    second += 15;
    history.add(
        new ScrapeResult(
            now(),
            Duration.ofMillis(2),
            Set.of(),
            FailureReason.REFUSED,
            "cannot connect",
            null,
            Double.NaN),
        HOUR);
  }

  private Instant now() {
    return START.plusSeconds(second);
  }

  private double[] values(HistorySeries series) {
    HistorySnapshot past = history.past(now());
    return IntStream.range(0, past.size())
        .mapToDouble(i -> rounded(past.value(series, i)))
        .toArray();
  }

  private static double rounded(double value) {
    return Double.isNaN(value) ? value : Double.parseDouble("%.3g".formatted(value));
  }
}
