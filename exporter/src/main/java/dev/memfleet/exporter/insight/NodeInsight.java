package dev.memfleet.exporter.insight;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one node at a time.
 *
 * @param allowed whether the configuration lets it be watched
 * @param progress of the window that runs, from 0 to 1; NaN when none does
 * @param last how the last window ended, if there was one
 * @param endedAt when
 */
public record NodeInsight(
    boolean allowed, double progress, Optional<Watched> last, @Nullable Instant endedAt) {
  static final NodeInsight NOTHING = new NodeInsight(false, Double.NaN, Optional.empty(), null);

  public boolean isRunning() {
    return !Double.isNaN(progress);
  }

  /** What the last window showed that began. */
  public Optional<WatchReport> report() {
    return last.flatMap(Watched::report);
  }

  NodeInsight allowed(boolean now) {
    return new NodeInsight(now, progress, last, endedAt);
  }

  NodeInsight running(double part) {
    return new NodeInsight(allowed, part, last, endedAt);
  }

  /** After a window; a result is kept until there is a newer one. */
  NodeInsight ended(Watched watched, Instant at) {
    Optional<Watched> kept =
        watched.report().isPresent() || last.isEmpty()
            ? Optional.of(watched)
            : Optional.of(new Watched(watched.verdict(), watched.reason(), last.get().report()));
    return new NodeInsight(allowed, Double.NaN, kept, at);
  }
}
