package dev.memfleet.exporter.fleet;

import dev.memfleet.exporter.text.LogEvent;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.logging.Logger;

/**
 * Logs that nodes could not be polled because the agent lacks a resource; at most once a minute.
 */
final class Shortage {
  private static final Logger LOG = Logger.getLogger(Shortage.class.getName());
  private static final Duration QUIET = Duration.ofMinutes(1);

  private final LongSupplier nanoTime;
  private long polls;
  private long logged;
  private boolean any;

  Shortage(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  void report(String what) {
    polls++;
    long now = nanoTime.getAsLong();
    if (!any || now - logged >= QUIET.toNanos()) {
      LogEvent.warning(LOG, "nodes not polled", "reason", "resources", "polls", polls, "err", what);
      any = true;
      logged = now;
      polls = 0;
    }
  }
}
