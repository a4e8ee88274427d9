package dev.memfleet.exporter.catalog;

import static dev.memfleet.exporter.catalog.StatValue.UNREADABLE;

import dev.memfleet.exporter.catalog.StatKey.Format;
import dev.memfleet.exporter.protocol.Section;
import dev.memfleet.exporter.protocol.StatsReply;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The stats of one snapshot in the slots of a catalogue: numbers parsed, texts kept, slab classes
 * apart. {@code items:3:age 1} and {@code 3:total_pages 1} belong to class 3.
 */
final class ReadingBuilder {
  /** Higher numbers are no slab classes and are passed over; memcached has at most 63 classes. */
  static final int MAX_CLASS = 255;

  /** A longer text is cut: it becomes a label value. */
  private static final int MAX_TEXT = 256;

  private static final byte[] ITEMS = "items:".getBytes(StandardCharsets.US_ASCII);

  private final SlotTable nodeSlots;
  private final SlotTable slabSlots;
  private final Set<Section> complete = EnumSet.noneOf(Section.class);

  final double[] node;
  final @Nullable String[] texts;
  private final double[] @Nullable [] slabs = new double[MAX_CLASS + 1][];

  ReadingBuilder(SlotTable nodeSlots, SlotTable slabSlots) {
    this.nodeSlots = nodeSlots;
    this.slabSlots = slabSlots;
    this.node = nans(nodeSlots.size());
    this.texts = new String[nodeSlots.size()];
  }

  static double[] nans(int size) {
    double[] values = new double[size];
    Arrays.fill(values, Double.NaN);
    return values;
  }

  /** Takes in one answer; a refused one leaves its section incomplete. */
  void add(Section section, StatsReply reply) {
    if (reply.refusal() != null) {
      return;
    }
    complete.add(section);
    switch (section) {
      case STATS, SETTINGS ->
          reply.forEach((bytes, n, nEnd, v, vEnd) -> node(section, bytes, n, nEnd, v, vEnd));
      case ITEMS, SLABS ->
          reply.forEach((bytes, n, nEnd, v, vEnd) -> classOrNode(section, bytes, n, nEnd, v, vEnd));
    }
  }

  Set<Section> complete() {
    return complete;
  }

  private void node(Section section, byte[] bytes, int n, int nEnd, int v, int vEnd) {
    for (int slot : nodeSlots.names(section).find(bytes, n, nEnd)) {
      Format format = nodeSlots.key(slot).format();
      if (format == Format.TEXT) {
        texts[slot] = StatValue.text(bytes, v, Math.min(vEnd, v + MAX_TEXT)).intern();
      } else {
        node[slot] = number(section, format, bytes, v, vEnd);
      }
    }
  }

  private void classOrNode(Section section, byte[] bytes, int n, int nEnd, int v, int vEnd) {
    int digits = section == Section.ITEMS ? n + ITEMS.length : n;
    if (digits > n && !Arrays.equals(bytes, n, Math.min(digits, nEnd), ITEMS, 0, ITEMS.length)) {
      return;
    }
    int slabClass = 0;
    int at = digits;
    while (at < nEnd && at - digits < 4 && bytes[at] >= '0' && bytes[at] <= '9') {
      slabClass = slabClass * 10 + bytes[at++] - '0';
    }
    if (at == digits || at >= nEnd || bytes[at] != ':' || slabClass > MAX_CLASS) {
      node(section, bytes, n, nEnd, v, vEnd);
      return;
    }
    for (int slot : slabSlots.names(section).find(bytes, at + 1, nEnd)) {
      slab(slabClass)[slot] = number(section, slabSlots.key(slot).format(), bytes, v, vEnd);
    }
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

  /** The slab classes of which something is reported, in order. */
  int[] classes() {
    return IntStream.rangeClosed(0, MAX_CLASS).filter(c -> slabs[c] != null).toArray();
  }

  private double number(Section section, Format format, byte[] bytes, int from, int to) {
    double value = StatValue.parse(format, bytes, from, to);
    if (value == UNREADABLE) {
      complete.remove(section);
    }
    return value;
  }
}
