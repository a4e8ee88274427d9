package dev.memfleet.exporter.insight;

/**
 * The use of a node's connection limit.
 *
 * @param open at the end of a job
 * @param most limit of the node; 0 if it does not report one
 * @param refusals how often the node stopped accepting during the job
 */
public record Connections(long open, long most, long refusals) {
  private static final double NEAR_LIMIT = 0.8;

  static Connections of(NodeSample begin, NodeSample end) {
    return new Connections(
        (long) end.get("curr_connections"),
        (long) end.get("max_connections"),
        (long) end.since(begin, "listen_disabled_num"));
  }

  boolean areScarce() {
    return refusals > 0 || (most > 0 && open > NEAR_LIMIT * most);
  }
}
