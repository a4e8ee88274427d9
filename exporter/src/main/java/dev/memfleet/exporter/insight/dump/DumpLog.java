package dev.memfleet.exporter.insight.dump;

/** Receives the items of a dump, in the order in which the node sends them. */
public interface DumpLog {
  void item(DumpLine line);
}
