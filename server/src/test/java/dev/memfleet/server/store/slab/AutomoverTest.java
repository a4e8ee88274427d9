package dev.memfleet.server.store.slab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AutomoverTest {
  private static final int WINDOW = 5;
  private static final AutomoveTuning TUNING = new AutomoveTuning(true, false, 0.8, WINDOW);
  private static final int OLD = 2;
  private static final int YOUNG = 20;

  private final SlabAllocator slabs = new SlabAllocator(SlabOptions.ofMaxBytes(64L << 20));
  private final Classes classes = new Classes();
  private final Automover automover = new Automover(slabs, classes);
  private final Deque<Long> taken = new ArrayDeque<>();

  /** Classes whose items are only numbers. */
  private static final class Classes implements PageItems {
    private final long[] evicted = new long[SlabClasses.LIMIT];
    private final int[] age = new int[SlabClasses.LIMIT];

    @Override
    public ItemState tryLock(long owner) {
      throw new AssertionError();
    }

    @Override
    public void unlock() {}

    @Override
    public boolean reclaim(long owner) {
      return false;
    }

    @Override
    public void move(long owner, long chunk, long copy, int chunkSize) {}

    @Override
    public void evict(int slabClass) {}

    @Override
    public long evicted(int slabClass) {
      return evicted[slabClass];
    }

    @Override
    public long refused(int slabClass) {
      return 0;
    }

    @Override
    public int age(int slabClass) {
      return age[slabClass];
    }
  }

  @AfterEach
  void close() {
    slabs.close();
  }

  private void fill(int slabClass, int pages) {
    while (slabs.stats(slabClass).totalPages() < pages || slabs.stats(slabClass).freeChunks() > 0) {
      taken.push(slabs.take(slabClass));
    }
  }

  private void free(int slabClass) {
    while (!taken.isEmpty()) {
      slabs.give(taken.pop(), slabClass);
    }
  }

  private void second() {
    classes.evicted[YOUNG] += 100;
    classes.age[YOUNG] = 10;
    classes.age[OLD] = 100;
  }

  @Test
  void choose_classThatEvictsYoungItems_getsAPageOfTheOldest_onceTheWindowIsFull() {
    fill(OLD, 5);
    fill(YOUNG, 1);
    for (int i = 0; i < WINDOW; i++) {
      second();
      assertThat(automover.choose(TUNING)).isNull();
    }
    second();
    assertThat(automover.choose(TUNING)).isEqualTo(new Move(OLD, YOUNG));
  }

  @Test
  void choose_agesWithinTheRatio_nothingMoves() {
    fill(OLD, 5);
    fill(YOUNG, 1);
    for (int i = 0; i < 2 * WINDOW; i++) {
      second();
      classes.age[YOUNG] = 90;
      assertThat(automover.choose(TUNING)).isNull();
    }
  }

  @Test
  void choose_oldestHasTwoPages_keepsThem() {
    fill(OLD, 2);
    fill(YOUNG, 1);
    for (int i = 0; i < 2 * WINDOW; i++) {
      second();
      assertThat(automover.choose(TUNING)).isNull();
    }
  }

  @Test
  void choose_otherTuning_startsTheWindowAgain() {
    fill(OLD, 5);
    fill(YOUNG, 1);
    for (int i = 0; i < WINDOW; i++) {
      second();
      automover.choose(TUNING);
    }
    second();
    assertThat(automover.choose(new AutomoveTuning(true, false, 0.5, WINDOW))).isNull();
  }

  @Test
  void choose_freePages_goToThePool_butNotOfAClassThatGrew() {
    fill(OLD, 5);
    free(OLD);
    for (int i = 0; i < WINDOW; i++) {
      assertThat(automover.choose(TUNING)).isNull();
    }
    assertThat(automover.choose(TUNING)).isEqualTo(new Move(OLD, 0));
  }
}
