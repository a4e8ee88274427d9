package dev.memfleet.exporter.fleet;

import dev.memfleet.exporter.client.FailureReason;
import dev.memfleet.exporter.node.NodeAddress;
import dev.memfleet.exporter.text.LogEvent;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.logging.Logger;

/**
 * Rate-limited log of failed scrapes on demand, which any client may cause in any number. The first
 * failure of a kind is logged at once; those of the following minute are counted and logged as one
 * line. Event loop only.
 */
final class FailedTargets {
  static final Duration QUIET = Duration.ofMinutes(1);
  private static final Logger LOG = Logger.getLogger(FailedTargets.class.getName());

  private final LongSupplier nanoTime;
  private final Map<FailureReason, Minute> minutes = new EnumMap<>(FailureReason.class);

  /** The failures of one kind since its last log line. */
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
    LogEvent.warning(
        LOG, "scrape failed", "target", target, "reason", reason.label(), "err", message);
  }

  /** Logs the number of suppressed lines for each minute that is over. */
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
        LogEvent.warning(
            LOG,
            "further scrapes failed",
            "reason",
            kind.getKey().label(),
            "scrapes",
            minute.suppressed);
        kind.setValue(new Minute(now));
      }
    }
  }
}
