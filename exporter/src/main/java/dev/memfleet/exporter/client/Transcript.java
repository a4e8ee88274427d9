package dev.memfleet.exporter.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The timed steps of asking a node, one per line, without credentials. */
public final class Transcript {
  private final long start = System.nanoTime();
  private final List<String> lines = new ArrayList<>();

  void add(String what) {
    double millis = (System.nanoTime() - start) / 1e6;
    lines.add(String.format(Locale.ROOT, "%8.1f ms  %s", millis, what));
  }

  /** The lines so far. */
  public List<String> lines() {
    return List.copyOf(lines);
  }
}
