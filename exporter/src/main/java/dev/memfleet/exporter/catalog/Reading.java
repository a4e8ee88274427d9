package dev.memfleet.exporter.catalog;

import dev.memfleet.exporter.protocol.Section;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The values of all rows of a {@link Catalog} for one node, as columns of numbers: thousands of
 * nodes fit in little memory, and families are built only while a page is written. NaN is no
 * sample. Immutable.
 */
public final class Reading {
  /** The highest valid slab class, above memcached's maximum of 63; higher numbers are ignored. */
  public static final int MAX_CLASS = 255;

  final double[] node;
  final @Nullable String[][] info;
  final int[] slabs;
  final double[][] slabValues;
  final Map<String, List<ListedSample>> listed;
  private final List<Client> clients;
  private final Set<Section> complete;

  Reading(
      double[] node,
      @Nullable String[][] info,
      int[] slabs,
      double[][] slabValues,
      Listing listing,
      Set<Section> complete) {
    this.node = node;
    this.info = info;
    this.slabs = slabs;
    this.slabValues = slabValues;
    this.listed = listing.samples();
    this.clients = List.copyOf(listing.clients());
    EnumSet<Section> copy = EnumSet.noneOf(Section.class);
    copy.addAll(complete);
    this.complete = Collections.unmodifiableSet(copy);
  }

  /** The sections that the node answered completely, with all values readable. */
  public Set<Section> complete() {
    return complete;
  }

  /**
   * The addresses with the most connections, and the others together, if {@code conns} is asked
   * for.
   */
  public List<Client> clients() {
    return clients;
  }

  /** Number of slab classes reported. */
  public int slabs() {
    return slabs.length;
  }

  /**
   * The number of a slab class.
   *
   * @param index 0 to {@link #slabs()} - 1, in the order of the numbers
   */
  public int slab(int index) {
    return slabs[index];
  }

  /** Whether it contains any value. */
  public boolean hasValues() {
    return slabs.length > 0 || Arrays.stream(node).anyMatch(value -> !Double.isNaN(value));
  }
}
