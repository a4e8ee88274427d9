package dev.memfleet.server.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Slab pages exceed {@code -m} by a tenth at most, whatever the sizes of the values. */
class ChurnIT {
  private static final int MEGABYTES = 64;
  private static final int FILLS = 12;

  @Test
  void changingSizes_keepPagesWithinATenthOfTheLimit() throws IOException {
    long limit = (long) MEGABYTES << 20;
    assertThat(Churn.peak(MEGABYTES, fills -> fills < FILLS).pageBytes())
        .isBetween(limit, limit + limit / 10);
  }
}
