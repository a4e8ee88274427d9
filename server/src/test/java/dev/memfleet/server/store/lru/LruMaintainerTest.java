package dev.memfleet.server.store.lru;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.server.store.item.ItemLayout;
import org.junit.jupiter.api.Test;

class LruMaintainerTest {
  private static final int CLASS = 1;
  private static final LruTuning FLAT = new LruTuning(false, 20, 40, 0.2, 2.0, -1);
  private static final LruTuning TEMPORARY = new LruTuning(true, 20, 40, 0.2, 2.0, 60);

  private static void juggleUntilCalm(LruRig rig) {
    while (rig.maintainer.juggle(CLASS) > 0) {
      assertThat(rig.stats().number()).isPositive();
    }
  }

  @Test
  void hot_keepsItsShareAndTheRestGetsCold() {
    try (LruRig rig = new LruRig(LruTuning.DEFAULT)) {
      for (int i = 0; i < 1000; i++) {
        rig.put("key" + (1000 + i), 10, 0);
      }
      juggleUntilCalm(rig);
      assertThat(rig.stats().numberHot()).isBetween(195L, 205L);
      assertThat(rig.stats().numberCold()).isEqualTo(1000 - rig.stats().numberHot());
      assertThat(rig.stats().get(LruCounter.MOVES_TO_COLD)).isEqualTo(rig.stats().numberCold());
    }
  }

  @Test
  void hotItemFetchedTwice_getsWarm() {
    try (LruRig rig = new LruRig(LruTuning.DEFAULT)) {
      long used = rig.put("used", 10, 0);
      rig.items.bump(used);
      rig.items.bump(used);
      for (int i = 0; i < 100; i++) {
        rig.put("key" + i, 10, 0);
      }
      juggleUntilCalm(rig);
      assertThat(LruRig.segment(used)).isEqualTo(ItemLayout.WARM);
      assertThat(rig.stats().get(LruCounter.MOVES_TO_WARM)).isEqualTo(1);
      assertThat(ItemLayout.has(used, ItemLayout.ACTIVE)).isFalse();
    }
  }

  @Test
  void coldItemFetchedAgain_getsWarmAtOnce() {
    try (LruRig rig = new LruRig(LruTuning.DEFAULT)) {
      long used = rig.put("used", 10, 0);
      for (int i = 0; i < 100; i++) {
        rig.put("key" + i, 10, 0);
      }
      juggleUntilCalm(rig);
      assertThat(LruRig.segment(used)).isEqualTo(ItemLayout.COLD);
      rig.items.bump(used);
      assertThat(LruRig.segment(used)).isEqualTo(ItemLayout.COLD);
      rig.items.bump(used);
      assertThat(LruRig.segment(used)).isEqualTo(ItemLayout.WARM);
      assertThat(rig.stats().numberWarm()).isEqualTo(1);
    }
  }

  @Test
  void shortLivedItem_livesInTempAndIsReclaimedThere() {
    try (LruRig rig = new LruRig(TEMPORARY)) {
      long brief = rig.put("brief", 10, rig.clock.expiry(30));
      long lasting = rig.put("lasting", 10, rig.clock.expiry(300));
      long eternal = rig.put("eternal", 10, 0);
      assertThat(LruRig.segment(brief)).isEqualTo(ItemLayout.TEMP);
      assertThat(LruRig.segment(lasting)).isEqualTo(ItemLayout.HOT);
      assertThat(LruRig.segment(eternal)).isEqualTo(ItemLayout.HOT);
      assertThat(rig.stats().numberTemp()).isEqualTo(1);
      rig.clock.advance(32);
      rig.maintainer.juggle(CLASS);
      assertThat(rig.stats().numberTemp()).isZero();
      assertThat(rig.stats().get(LruCounter.RECLAIMED)).isEqualTo(1);
      assertThat(rig.stats().get(LruCounter.EXPIRED_UNFETCHED)).isEqualTo(1);
    }
  }

  @Test
  void flatMode_hasOneColdSegmentThatAUseReorders() {
    try (LruRig rig = new LruRig(FLAT)) {
      long first = rig.put("first", 10, 0);
      rig.put("second", 10, 0);
      assertThat(rig.stats().numberCold()).isEqualTo(2);
      LruSegment cold = rig.lru.segment(CLASS | ItemLayout.COLD);
      assertThat(cold.tail()).isEqualTo(first);
      rig.clock.advance(61);
      rig.items.bump(first);
      assertThat(cold.head()).isEqualTo(first);
    }
  }

  @Test
  void ages_areThoseOfTheTails() {
    try (LruRig rig = new LruRig(LruTuning.DEFAULT)) {
      for (int i = 0; i < 100; i++) {
        rig.put("key" + i, 10, 0);
      }
      juggleUntilCalm(rig);
      rig.clock.advance(7);
      rig.put("new", 10, 0);
      assertThat(rig.stats().age()).isEqualTo(7);
      assertThat(rig.stats().ageHot()).isEqualTo(7);
      assertThat(rig.stats().ageWarm()).isZero();
    }
  }

  @Test
  void eviction_takesTheOldestColdItemAndCountsIt() {
    try (LruRig rig = new LruRig(LruTuning.DEFAULT)) {
      for (int i = 0; i < 100; i++) {
        rig.put("key" + i, 10, rig.clock.expiry(1000));
      }
      juggleUntilCalm(rig);
      rig.clock.advance(5);
      long number = rig.stats().number();
      assertThat(rig.items.tails().makeRoom(CLASS)).isTrue();
      ItemStats stats = rig.stats();
      assertThat(stats.number()).isEqualTo(number - 1);
      assertThat(stats.get(LruCounter.EVICTED)).isEqualTo(1);
      assertThat(stats.get(LruCounter.EVICTED_NONZERO)).isEqualTo(1);
      assertThat(stats.get(LruCounter.EVICTED_UNFETCHED)).isEqualTo(1);
      assertThat(stats.counters().evictedTime()).isEqualTo(5);
    }
  }
}
