package dev.memfleet.exporter.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PollScheduleTest {
  private static final Duration INTERVAL = Duration.ofSeconds(10);
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  /** Near the overflow of the monotonic clock, which may start anywhere. */
  private static final long START = Long.MAX_VALUE - 60 * SECOND;

  private final SplittableRandom random = new SplittableRandom(7);

  @Test
  void first_isWithinTheRound() {
    for (int i = 0; i < 1000; i++) {
      assertThat(schedule(INTERVAL).first() - START).isBetween(0L, 2 * SECOND);
    }
  }

  @Test
  void next_spreadsNodesOverTheInterval() {
    int[] perSecond = new int[10];
    for (int i = 0; i < 10_000; i++) {
      long due = schedule(INTERVAL).next(START, 0) - START;
      perSecond[(int) Math.floorMod(due / SECOND, 10L)]++;
    }
    assertThat(Arrays.stream(perSecond)).allMatch(count -> count > 800 && count < 1200);
  }

  @Test
  void next_healthyNode_keepsItsTurnWithinTheJitter() {
    PollSchedule schedule = schedule(INTERVAL);
    long last = schedule.next(START, 0);
    for (int i = 0; i < 1000; i++) {
      long next = schedule.next(last, 0);
      assertThat(next - last).isBetween(9 * SECOND, 11 * SECOND);
      last = next;
    }
    long turns = Math.round((last - START) / (double) INTERVAL.toNanos());
    assertThat(turns).isBetween(1000L, 1002L);
  }

  /** So that the result of a node that fails for long stands until it is asked again. */
  @ParameterizedTest
  @CsvSource({"1, 0", "1, 1", "1, 5", "1, 2000000000", "5, 3", "5, 10", "60, 10", "0.5, 10"})
  void next_isNoLaterThanTheLongestWait(double seconds, int failures) {
    Duration interval = Duration.ofMillis((long) (seconds * 1000));
    long longest = PollSchedule.longestWait(interval, failures).toNanos();
    for (int i = 0; i < 1000; i++) {
      assertThat(schedule(interval).next(START, failures) - START).isLessThanOrEqualTo(longest);
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 5", "2, 10", "3, 15", "4, 15", "60, 15", "2000000000, 15"})
  void next_afterFailures_isTheFirstTurnHalfAStepAway(int failures, int halfAStep) {
    for (int i = 0; i < 1000; i++) {
      long wait = schedule(INTERVAL).next(START, failures) - START;
      double jitter = 0.5 * SECOND;
      assertThat((double) wait)
          .isBetween(halfAStep * SECOND - jitter, (halfAStep + 10) * SECOND + jitter);
    }
  }

  @Test
  void next_longInterval_backsOffNoLongerThanThat() {
    Duration hour = Duration.ofHours(1);
    for (int i = 0; i < 1000; i++) {
      long wait = schedule(hour).next(START, 9) - START;
      assertThat(wait).isLessThanOrEqualTo((long) (1.56 * hour.toNanos()));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 3, 1000, 15_000, 3_600_000})
  void next_isAlwaysLater_alsoAfterALongPoll(long intervalMillis) {
    PollSchedule schedule = schedule(Duration.ofMillis(intervalMillis));
    long now = START;
    for (int i = 0; i < 300; i++) {
      long next = schedule.next(now, i % 5);
      assertThat(next - now).isPositive();
      now = next + random.nextLong(2 * intervalMillis * 1_000_000);
    }
  }

  private PollSchedule schedule(Duration interval) {
    return new PollSchedule(interval, START, Duration.ofSeconds(2), random);
  }
}
