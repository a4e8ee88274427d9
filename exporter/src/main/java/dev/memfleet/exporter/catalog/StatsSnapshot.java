package dev.memfleet.exporter.catalog;

import dev.memfleet.exporter.protocol.Section;
import dev.memfleet.exporter.protocol.StatsReply;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * The raw answers of one node to one poll.
 *
 * @param at when the answer to {@code stats} was complete, by this machine's clock
 * @param replies an answer for each section that was asked
 */
public record StatsSnapshot(Instant at, Map<Section, StatsReply> replies) {
  public StatsSnapshot {
    replies = Collections.unmodifiableMap(new EnumMap<>(replies));
    if (!replies.containsKey(Section.STATS)) {
      throw new IllegalArgumentException("a snapshot without stats");
    }
  }

  /** The answer to {@code stats}. */
  public StatsReply stats() {
    return Objects.requireNonNull(replies.get(Section.STATS));
  }
}
