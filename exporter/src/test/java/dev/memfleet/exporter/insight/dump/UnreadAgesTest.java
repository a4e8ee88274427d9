package dev.memfleet.exporter.insight.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class UnreadAgesTest {
  private static UnreadAges steady(int from, int to, int perSecond) {
    UnreadAges ages = new UnreadAges();
    for (int age = from; age < to; age++) {
      for (int i = 0; i < perSecond; i++) {
        ages.add(age);
      }
    }
    return ages;
  }

  @Test
  void itemsThatNoOneReads_areAllNeverRead() {
    assertThat(steady(0, 100, 10).neverRead().estimate()).isCloseTo(1, within(0.01));
    assertThat(steady(0, 10, 1000).neverRead().estimate()).isCloseTo(1, within(0.01));
    assertThat(steady(0, 86_400, 1).neverRead().estimate()).isCloseTo(1, within(0.01));
  }

  /** Items that clients read at the age of 20 s or 40 s do not count as never read. */
  @Test
  void youngItems_thatWillBeRead_areLeftOut() {
    UnreadAges ages = steady(0, 100, 10);
    ages.add(steady(0, 20, 10));
    assertThat(ages.neverRead().estimate()).isCloseTo(1000 / 1200.0, within(0.01));
    ages.add(steady(0, 40, 30));
    assertThat(ages.neverRead().estimate()).isCloseTo(1000 / 2400.0, within(0.02));
  }

  @Test
  void fewStragglers_changeNothing() {
    UnreadAges ages = steady(0, 100, 10);
    ages.add(steady(0, 20, 10));
    for (int i = 0; i < 10; i++) {
      ages.add(1_000_000 + i);
    }
    assertThat(ages.neverRead().estimate()).isCloseTo(1010 / 1210.0, within(0.02));
  }

  @Test
  void itemsOfOneAge_andNone_andAnAgeBelowZero() {
    UnreadAges ages = new UnreadAges();
    assertThat(ages.neverRead().estimate()).isZero();
    ages.add(-3);
    assertThat(ages.neverRead().estimate()).isEqualTo(1);
    UnreadAges loaded = new UnreadAges();
    for (int i = 0; i < 1000; i++) {
      loaded.add(5000);
    }
    assertThat(loaded.neverRead().estimate()).isEqualTo(1);
  }

  /**
   * Items: a share is never read, the others are, after a time of an exponential distribution, up
   * to an age of 1000 s.
   */
  private static UnreadAges read(double never, double meanSeconds, int perSecond) {
    UnreadAges ages = new UnreadAges();
    for (int age = 0; age < 1000; age++) {
      double unread = never + (1 - never) * Math.exp(-age / meanSeconds);
      for (int i = 0; i < Math.round(perSecond * unread); i++) {
        ages.add(age);
      }
    }
    return ages;
  }

  @Test
  void error_holdsTheShareThatIsNeverRead_howeverLateTheOthersAre() {
    for (double never : new double[] {0.05, 0.2, 0.5, 0.9}) {
      for (double seconds : new double[] {20, 100, 200, 300, 400}) {
        UnreadAges.Share share = read(never, seconds, 100).neverRead();
        double all = 1000 * never + (1 - never) * seconds * (1 - Math.exp(-1000 / seconds));
        assertThat(share.estimate())
            .as("%s never, others after %s s", never, seconds)
            .isCloseTo(1000 * never / all, within(share.error()));
      }
    }
  }

  @Test
  void error_isSmall_whereAllFirstFetchesAreEarly_andFallsWithTheNumberOfItems() {
    assertThat(read(0.5, 50, 1000).neverRead().error()).isLessThan(0.02);
    double few = read(0.5, 50, 2).neverRead().error();
    assertThat(few).isBetween(2 * read(0.5, 50, 100).neverRead().error(), 0.2);
  }
}
