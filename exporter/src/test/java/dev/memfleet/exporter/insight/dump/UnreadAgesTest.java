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
    assertThat(steady(0, 100, 10).neverRead()).isCloseTo(1, within(0.01));
    assertThat(steady(0, 10, 1000).neverRead()).isCloseTo(1, within(0.01));
    assertThat(steady(0, 86_400, 1).neverRead()).isCloseTo(1, within(0.01));
  }

  /** Half of the items are read when they are 20 s old: those are not counted. */
  @Test
  void youngItems_thatWillBeRead_areLeftOut() {
    UnreadAges ages = steady(0, 100, 10);
    ages.add(steady(0, 20, 10));
    assertThat(ages.neverRead()).isCloseTo(1000 / 1200.0, within(0.01));
    ages.add(steady(0, 40, 30));
    assertThat(ages.neverRead()).isCloseTo(1000 / 2400.0, within(0.02));
  }

  @Test
  void fewStragglers_changeNothing() {
    UnreadAges ages = steady(0, 100, 10);
    ages.add(steady(0, 20, 10));
    for (int i = 0; i < 10; i++) {
      ages.add(1_000_000 + i);
    }
    assertThat(ages.neverRead()).isCloseTo(1010 / 1210.0, within(0.02));
  }

  @Test
  void itemsOfOneAge_andNone_andAnAgeBelowZero() {
    UnreadAges ages = new UnreadAges();
    assertThat(ages.neverRead()).isZero();
    ages.add(-3);
    assertThat(ages.neverRead()).isEqualTo(1);
    UnreadAges loaded = new UnreadAges();
    for (int i = 0; i < 1000; i++) {
      loaded.add(5000);
    }
    assertThat(loaded.neverRead()).isEqualTo(1);
  }
}
