package dev.memfleet.exporter.insight;

/**
 * How near a node is to its connection limit.
 *
 * @param open at the end of a job
 * @param most that it accepts; 0 where it does not say
 * @param refusals how often it stopped to accept in the meantime
 */
public record Connections(long open, long most, long refusals) {
  private static final double NEAR = 0.8;

  static Connections of(NodeSample begin, NodeSample end) {
    return new Connections(
        (long) end.get("curr_connections"),
        (long) end.get("max_connections"),
        (long) end.since(begin, "listen_disabled_num"));
  }

  boolean areScarce() {
    return refusals > 0 || (most > 0 && open > NEAR * most);
  }
}
