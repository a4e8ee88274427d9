package dev.memfleet.exporter.catalog;

import dev.memfleet.exporter.protocol.Section;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The values of every row of a {@link Catalog} for one node: columns of numbers, so that thousands
 * of nodes fit in little memory and families are made only while a page is written. NaN stands for
 * a sample that does not exist. Immutable.
 */
public final class Reading {
  /** Higher numbers are no slab classes and are passed over; memcached has at most 63 classes. */
  public static final int MAX_CLASS = 255;

  final double[] node;
  final @Nullable String[][] info;
  final int[] slabs;
  final double[][] slabValues;
  private final Set<Section> complete;

  Reading(
      double[] node,
      @Nullable String[][] info,
      int[] slabs,
      double[][] slabValues,
      Set<Section> complete) {
    this.node = node;
    this.info = info;
    this.slabs = slabs;
    this.slabValues = slabValues;
    EnumSet<Section> copy = EnumSet.noneOf(Section.class);
    copy.addAll(complete);
    this.complete = Collections.unmodifiableSet(copy);
  }

  /** The sections that the node answered with a table whose values could all be read. */
  public Set<Section> complete() {
    return complete;
  }

  /** Number of slab classes in the report. */
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

  /** Whether there is any number at all. */
  public boolean hasValues() {
    return slabs.length > 0 || Arrays.stream(node).anyMatch(value -> !Double.isNaN(value));
  }
}
