package dev.memfleet.exporter.status;

import dev.memfleet.exporter.fleet.NodeStatus;
import dev.memfleet.exporter.fleet.WatchedNode;
import dev.memfleet.exporter.scrape.ScrapeResult;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The state of a node, the worst first. */
public enum State {
  /** The last poll failed. */
  DOWN,
  /** Not polled yet, or the agent lacked the resources to poll it. */
  UNKNOWN,
  /** It answered, but a collector got an incomplete answer. */
  PARTIAL,
  /** It answered everything. */
  UP;

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The state with this label; empty for any other text. */
  public static Optional<State> of(String label) {
    return Stream.of(values()).filter(state -> state.label().equals(label)).findFirst();
  }

  static State of(WatchedNode node) {
    NodeStatus status = node.status();
    if (status == null || !status.last().asked()) {
      return UNKNOWN;
    }
    ScrapeResult last = status.last();
    if (!last.up()) {
      return DOWN;
    }
    return last.sections().stream().allMatch(last::success) ? UP : PARTIAL;
  }
}
