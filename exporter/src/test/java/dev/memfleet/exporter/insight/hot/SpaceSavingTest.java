package dev.memfleet.exporter.insight.hot;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.exporter.insight.hot.SpaceSaving.Counted;
import dev.memfleet.exporter.insight.watch.KeyHash;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SpaceSavingTest {
  private static final int KEYS = 200_000;
  private static final int GETS = 1_000_000;
  private static final int RUN = 1_000;

  @Test
  void fewKeys_areCountedExactly() {
    SpaceSaving counters = new SpaceSaving(16);
    for (int i = 0; i < 10; i++) {
      for (int n = 0; n <= i; n++) {
        add(counters, "k" + i, 2, n);
      }
    }
    assertThat(counters.total()).isEqualTo(110);
    assertThat(counters.top(3).stream().map(one -> one.key() + one.count()))
        .containsExactly("k920", "k818", "k716");
    assertThat(counters.top(1).get(0).error()).isZero();
    assertThat(counters.top(1).get(0).connections()).isBetween(9, 11);
  }

  /** Zipf's law, and with a tenth of gets for keys that come once, as a scan has them. */
  @Test
  void zipf_topKeysAreFound_andTrueCountsAreWithinTheBounds() {
    for (double scan : new double[] {0, 0.1}) {
      SpaceSaving counters = new SpaceSaving(2048);
      int[] truth = new int[KEYS];
      double[] sums = sums();
      Random random = new Random(7);
      for (int i = 0; i < GETS; i++) {
        if (random.nextDouble() < scan) {
          add(counters, "scan:" + i, 1, 1);
          continue;
        }
        int key = Arrays.binarySearch(sums, random.nextDouble() * sums[KEYS - 1]);
        int rank = key < 0 ? -key - 1 : key;
        truth[rank]++;
        add(counters, "k" + rank, 1, 1);
      }
      List<String> best =
          IntStream.range(0, KEYS)
              .boxed()
              .sorted(Comparator.comparingInt((Integer key) -> -truth[key]))
              .limit(20)
              .map(key -> "k" + key)
              .toList();
      List<Counted> top = counters.top(20);
      assertThat(top.stream().map(Counted::key)).containsExactlyInAnyOrderElementsOf(best);
      for (Counted one : counters.top(2048)) {
        String key = one.key();
        int real = key.startsWith("k") ? truth[Integer.parseInt(key.substring(1))] : 1;
        assertThat((long) real).isBetween(one.lowerBound(), one.count());
      }
      for (Counted one : top) {
        int real = truth[Integer.parseInt(one.key().substring(1))];
        assertThat(one.count() / (double) real).isBetween(1.0, 1.01);
      }
    }
  }

  /** memcached leaves out lines in runs; shares of what is left are those of all. */
  @Test
  void halfOfTheLines_giveTheSameShares() {
    SpaceSaving counters = new SpaceSaving(2048);
    int[] truth = new int[KEYS];
    double[] sums = sums();
    Random random = new Random(8);
    for (int i = 0; i < GETS; i++) {
      int key = Arrays.binarySearch(sums, random.nextDouble() * sums[KEYS - 1]);
      int rank = key < 0 ? -key - 1 : key;
      truth[rank]++;
      if (i / RUN % 2 == 0) {
        add(counters, "k" + rank, 1, 1);
      }
    }
    for (Counted one : counters.top(20)) {
      double real = truth[Integer.parseInt(one.key().substring(1))] / (double) GETS;
      double shown = one.count() / (double) counters.total();
      assertThat(shown / real).isBetween(0.95, 1.05);
    }
  }

  private static double[] sums() {
    double[] sums = new double[KEYS];
    double sum = 0;
    for (int i = 0; i < KEYS; i++) {
      sum += 1.0 / (i + 1);
      sums[i] = sum;
    }
    return sums;
  }

  private static void add(SpaceSaving counters, String key, long weight, int connection) {
    byte[] bytes = key.getBytes(US_ASCII);
    long hash = KeyHash.of(bytes, 0, bytes.length);
    counters.add(hash, bytes, 0, bytes.length, weight, connection);
  }
}
