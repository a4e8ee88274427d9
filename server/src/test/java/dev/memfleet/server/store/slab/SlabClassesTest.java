package dev.memfleet.server.store.slab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SlabClassesTest {
  private static final int MEGABYTE = SlabOptions.PAGE_SIZE;

  private static SlabClasses classes(int itemMax, int chunkSize, double factor, int chunkMax) {
    return new SlabClasses(
        new SlabOptions(
            64L * MEGABYTE, itemMax, chunkSize, factor, List.of(), chunkMax, false, true));
  }

  @Test
  void defaults_areMemcacheds() {
    SlabClasses classes = classes(MEGABYTE, 48, 1.25, MEGABYTE / 2);
    assertThat(classes.largest()).isEqualTo(39);
    assertThat(classes.chunkSize(1)).isEqualTo(96);
    assertThat(classes.chunkSize(2)).isEqualTo(120);
    assertThat(classes.chunkSize(38)).isEqualTo(394_840);
    assertThat(classes.chunkSize(39)).isEqualTo(524_288);
    assertThat(classes.chunksPerPage(1)).isEqualTo(10_922);
  }

  @Test
  void listedSizes_areAligned_andEndWithTheLargestChunk() {
    SlabClasses classes =
        new SlabClasses(
            new SlabOptions(
                64L * MEGABYTE,
                MEGABYTE,
                48,
                1.25,
                List.of(96, 201, 1000),
                MEGABYTE / 2,
                false,
                true));
    assertThat(classes.largest()).isEqualTo(4);
    assertThat(classes.chunkSize(2)).isEqualTo(208);
    assertThat(classes.chunkSize(4)).isEqualTo(MEGABYTE / 2);
    assertThat(classes.classOf(1001)).isEqualTo(4);
  }

  @Test
  void smallFactor_stopsAt63Classes() {
    SlabClasses classes = classes(MEGABYTE, 10, 1.07, MEGABYTE / 2);
    assertThat(classes.largest()).isEqualTo(63);
    assertThat(classes.chunkSize(61)).isEqualTo(5712);
    assertThat(classes.chunkSize(62)).isEqualTo(6112);
    assertThat(classes.chunkSize(63)).isEqualTo(524_288);
  }

  @Test
  void classOf_isTheSmallestThatFits() {
    SlabClasses classes = classes(MEGABYTE, 48, 1.25, MEGABYTE / 2);
    for (int size = 1; size <= classes.largestChunk(); size++) {
      int slabClass = classes.classOf(size);
      assertThat(classes.chunkSize(slabClass)).isGreaterThanOrEqualTo(size);
      assertThat(slabClass == 1 || classes.chunkSize(slabClass - 1) < size).isTrue();
    }
  }

  @Test
  void classOf_largerThanAChunk_isTheLargestUpToTheItemLimit() {
    SlabClasses classes = classes(MEGABYTE, 48, 1.25, MEGABYTE / 2);
    assertThat(classes.classOf(MEGABYTE)).isEqualTo(39);
    assertThat(classes.classOf(MEGABYTE + 1)).isZero();
  }

  @Test
  void absurdlySmallChunkLimit_stillHoldsAFreeChunksPointers() {
    SlabClasses classes = classes(4096, 48, 1.25, 2);
    assertThat(classes.largest()).isEqualTo(1);
    assertThat(classes.largestChunk()).isEqualTo(96);
    assertThat(classes.classOf(5000)).isZero();
  }
}
