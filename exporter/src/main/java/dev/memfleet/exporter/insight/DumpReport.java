package dev.memfleet.exporter.insight;

import dev.memfleet.exporter.insight.dump.Distributions;
import dev.memfleet.exporter.insight.dump.Part;
import dev.memfleet.exporter.insight.dump.Slabs;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The results of a dump.
 *
 * @param at its end
 * @param took from the command to the last item
 * @param resident number of items reported by the node, including expired ones
 * @param all items of the dump
 * @param distributions of all items; empty if they were not counted
 * @param prefixes with the most bytes, and all others as the last
 * @param prefixesMaxUndercount the most bytes by which any of them may be undercounted
 * @param classes by their numbers
 * @param slabs how the items would fit in other classes; empty if sizes are unknown
 */
public record DumpReport(
    Instant at,
    Duration took,
    ServerFacts server,
    double resident,
    Part all,
    Optional<Distributions> distributions,
    List<Part> prefixes,
    long prefixesMaxUndercount,
    List<SlabUse> classes,
    Optional<Slabs> slabs) {
  /** The maximum share of items that the crawler misses. */
  private static final double MAX_MISSED_SHARE = 0.002;

  public DumpReport {
    prefixes = List.copyOf(prefixes);
    classes = List.copyOf(classes);
  }

  /** Number of expired items that still take memory; a dump leaves them out. */
  public double expiredResident() {
    double missing = resident - all.items();
    return missing > MAX_MISSED_SHARE * resident ? missing : 0;
  }
}
