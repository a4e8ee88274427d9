package dev.memfleet.server.stats;

/** Receives the rows of a section of {@code stats}. */
public interface StatRows {
  void row(String name, String value);
}
