package dev.memfleet.exporter.fleet;

import dev.memfleet.exporter.client.FailureReason;
import dev.memfleet.exporter.node.NodeAddress;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.logging.Logger;

/**
 * Logs failed scrapes on demand, which anyone may cause in any number. The first of a kind is
 * logged at once; those of the minute after it are counted, and logged as one line. Event loop
 * only.
 */
final class FailedTargets {
  static final Duration QUIET = Duration.ofMinutes(1);
  private static final Logger LOG = Logger.getLogger(FailedTargets.class.getName());

  private final LongSupplier nanoTime;
  private final Map<FailureReason, Minute> minutes = new EnumMap<>(FailureReason.class);

  /** What came of one kind since a line of it was logged. */
  private static final class Minute {
    private final long began;
    private long suppressed;

    Minute(long began) {
      this.began = began;
    }
  }

  /**
   * @param nanoTime the monotonic clock
   */
  FailedTargets(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  void failed(NodeAddress target, FailureReason reason, String message) {
    summarize();
    Minute current = minutes.get(reason);
    if (current != null) {
      current.suppressed++;
      return;
    }
    minutes.put(reason, new Minute(nanoTime.getAsLong()));
    LOG.warning(
        "scrape failed: target=%s reason=%s: %s".formatted(target, reason.label(), message));
  }

  /** Logs how many lines were left out in the minutes that are over. */
  void summarize() {
    long now = nanoTime.getAsLong();
    Iterator<Map.Entry<FailureReason, Minute>> all = minutes.entrySet().iterator();
    while (all.hasNext()) {
      Map.Entry<FailureReason, Minute> kind = all.next();
      Minute minute = kind.getValue();
      if (now - minute.began < QUIET.toNanos()) {
        continue;
      }
      if (minute.suppressed == 0) {
        all.remove();
      } else {
        LOG.warning(
            "further scrapes failed: reason=%s scrapes=%d"
                .formatted(kind.getKey().label(), minute.suppressed));
        kind.setValue(new Minute(now));
      }
    }
  }
}
