package dev.memfleet.exporter.catalog;

import static dev.memfleet.exporter.catalog.StatValue.UNREADABLE;

import dev.memfleet.exporter.catalog.StatKey.Format;
import dev.memfleet.exporter.protocol.Section;
import dev.memfleet.exporter.protocol.StatsReply;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Sorts the stats of one snapshot into the slots of a catalogue: numbers parsed, texts kept, slab
 * classes separated. {@code items:3:age 1} and {@code 3:total_pages 1} belong to class 3.
 */
final class ReadingBuilder implements StatsReply.StatVisitor {
  /** Maximum length of a text, which becomes a label value; longer ones are cut. */
  static final int MAX_TEXT = 256;

  private static final byte[] ITEMS = "items:".getBytes(StandardCharsets.US_ASCII);

  private final SlotTable nodeSlots;
  private final SlotTable slabSlots;
  private final Set<Section> complete = EnumSet.noneOf(Section.class);

  private Section reading = Section.STATS;
  private NameIndex names;
  private NameIndex classNames;

  final double[] node;
  final @Nullable String[] texts;
  private final double[] @Nullable [] slabs = new double[Reading.MAX_CLASS + 1][];

  ReadingBuilder(SlotTable nodeSlots, SlotTable slabSlots) {
    this.nodeSlots = nodeSlots;
    this.slabSlots = slabSlots;
    this.node = nans(nodeSlots.size());
    this.texts = new String[nodeSlots.size()];
    this.names = nodeSlots.names(reading);
    this.classNames = slabSlots.names(reading);
  }

  static double[] nans(int size) {
    double[] values = new double[size];
    Arrays.fill(values, Double.NaN);
    return values;
  }

  /** Adds one answer; a refused one leaves its section incomplete. */
  void add(Section section, StatsReply reply) {
    if (reply.refusal() != null) {
      return;
    }
    complete.add(section);
    reading = section;
    names = nodeSlots.names(section);
    classNames = slabSlots.names(section);
    reply.forEach(this);
  }

  @Override
  public void stat(byte[] bytes, int n, int nEnd, int v, int vEnd) {
    switch (reading) {
      case STATS, SETTINGS, PROXY -> node(bytes, n, nEnd, v, vEnd);
      case ITEMS -> {
        if (isItems(bytes, n, nEnd)) {
          slab(bytes, n + ITEMS.length, nEnd, v, vEnd);
        }
      }
      case SLABS -> {
        if (!slab(bytes, n, nEnd, v, vEnd)) {
          node(bytes, n, nEnd, v, vEnd);
        }
      }
      case CONNS, SIZES, DETAIL, EXTSTORE, PROXYFUNCS, PROXYBE -> {} // lists
    }
  }

  /** Marks a section whose answer had a line that is not readable. */
  void incomplete(Section section) {
    complete.remove(section);
  }

  Set<Section> complete() {
    return complete;
  }

  private static boolean isItems(byte[] bytes, int from, int to) {
    if (to - from < ITEMS.length) {
      return false;
    }
    for (int i = 0; i < ITEMS.length; i++) {
      if (bytes[from + i] != ITEMS[i]) {
        return false;
      }
    }
    return true;
  }

  private void node(byte[] bytes, int n, int nEnd, int v, int vEnd) {
    for (int slot : names.find(bytes, n, nEnd)) {
      Format format = nodeSlots.format(slot);
      if (format == Format.TEXT) {
        texts[slot] = StatValue.text(bytes, v, Math.min(vEnd, v + MAX_TEXT)).intern();
      } else {
        node[slot] = number(format, bytes, v, vEnd);
      }
    }
  }

  /** Stores a stat of a slab class, {@code class:name}; returns false for any other stat. */
  private boolean slab(byte[] bytes, int n, int nEnd, int v, int vEnd) {
    int slabClass = 0;
    int at = n;
    while (at < nEnd && slabClass <= Reading.MAX_CLASS && bytes[at] >= '0' && bytes[at] <= '9') {
      slabClass = slabClass * 10 + bytes[at++] - '0';
    }
    if (at == n || at >= nEnd || bytes[at] != ':' || slabClass > Reading.MAX_CLASS) {
      return false;
    }
    for (int slot : classNames.find(bytes, at + 1, nEnd)) {
      slab(slabClass)[slot] = number(slabSlots.format(slot), bytes, v, vEnd);
    }
    return true;
  }

  /** The numbers of a slab class. */
  double[] slab(int slabClass) {
    double[] values = slabs[slabClass];
    if (values == null) {
      values = nans(slabSlots.size());
      slabs[slabClass] = values;
    }
    return values;
  }

  /** The reported slab classes, in order. */
  int[] classes() {
    int[] classes = new int[Reading.MAX_CLASS + 1];
    int count = 0;
    for (int c = 0; c <= Reading.MAX_CLASS; c++) {
      if (slabs[c] != null) {
        classes[count++] = c;
      }
    }
    return Arrays.copyOf(classes, count);
  }

  private double number(Format format, byte[] bytes, int from, int to) {
    double value = StatValue.parse(format, bytes, from, to);
    if (value == UNREADABLE) {
      complete.remove(reading);
    }
    return value;
  }
}
