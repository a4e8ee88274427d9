package dev.memfleet.exporter.insight;

import dev.memfleet.exporter.insight.dump.Part;
import dev.memfleet.exporter.insight.dump.Slabs;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a dump showed.
 *
 * @param at its end
 * @param took from the command to the last item
 * @param resident items that the node counted itself, those included that have expired
 * @param all items of the dump
 * @param prefixes with the most bytes, and all others as the last
 * @param prefixesMayLack how many bytes any of them may have more
 * @param classes by their numbers
 * @param slabs how the items would lie in other classes; empty where sizes are not known
 */
public record DumpReport(
    Instant at,
    Duration took,
    ServerFacts server,
    double resident,
    Part all,
    List<Part> prefixes,
    long prefixesMayLack,
    List<SlabUse> classes,
    Optional<Slabs> slabs) {
  /** The crawler overlooks as many at most. */
  private static final double OVERLOOKED = 0.002;

  public DumpReport {
    prefixes = List.copyOf(prefixes);
    classes = List.copyOf(classes);
  }

  /** Items that have expired and still take memory: a dump leaves them out. */
  public double expiredResident() {
    double missing = resident - all.items();
    return missing > OVERLOOKED * resident ? missing : 0;
  }
}
