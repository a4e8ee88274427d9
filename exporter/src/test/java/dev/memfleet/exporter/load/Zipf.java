package dev.memfleet.exporter.load;

import java.util.SplittableRandom;

/** Ranks by Zipf's law, each drawn in constant time from a table (Walker's alias method). */
final class Zipf {
  private final float[] keep;
  private final int[] other;

  Zipf(int ranks, double skew) {
    keep = new float[ranks];
    other = new int[ranks];
    double[] share = new double[ranks];
    double sum = 0;
    for (int i = 0; i < ranks; i++) {
      share[i] = Math.pow(i + 1, -skew);
      sum += share[i];
    }
    int[] order = new int[ranks];
    int small = 0;
    int large = ranks;
    for (int i = 0; i < ranks; i++) {
      share[i] *= ranks / sum;
      order[share[i] < 1 ? small++ : --large] = i;
    }
    pair(share, order, small);
  }

  /** Fills what each small share lacks from a large one. */
  private void pair(double[] share, int[] order, int firstLarge) {
    int small = 0;
    int large = firstLarge;
    for (; small < large && large < order.length; small++) {
      int taken = order[small];
      int giver = order[large];
      keep[taken] = (float) share[taken];
      other[taken] = giver;
      share[giver] -= 1 - share[taken];
      if (share[giver] < 1) {
        large++;
      }
    }
    for (; small < order.length; small++) {
      keep[order[small]] = 1;
    }
  }

  int next(SplittableRandom random) {
    int rank = random.nextInt(keep.length);
    return random.nextDouble() < keep[rank] ? rank : other[rank];
  }
}
