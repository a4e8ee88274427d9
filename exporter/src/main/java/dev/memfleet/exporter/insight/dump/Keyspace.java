package dev.memfleet.exporter.insight.dump;

import dev.memfleet.exporter.insight.hot.KeyText;
import dev.memfleet.exporter.insight.hot.Prefixes;
import dev.memfleet.exporter.insight.watch.KeyHash;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The sums over the items of one dump: by prefix, by slab class and by size. Takes less than a MiB
 * whatever the number of keys, and keeps no key.
 */
public final class Keyspace implements DumpLog {
  private static final int MAX_PREFIXES = 512;
  private static final int TOP_PREFIXES = 20;
  private static final int MAX_CLASSES = 256;
  private static final long LATE_SECONDS = 600;
  private static final byte[] NO_NAME = new byte[0];

  private final Prefixes prefix;
  private final List<Integer> chunkSizes;
  private final int largestChunk;
  private final long now;
  private final Group all = new Group(NO_NAME);
  private final PrefixGroups prefixes = new PrefixGroups(MAX_PREFIXES);
  private final @Nullable Group[] classes = new Group[MAX_CLASSES];
  private final SizeCounts sizes = new SizeCounts();
  private final Distributions.@Nullable Counter distributions;

  /**
   * @param chunkSizes by number of the slab class; 0 where there is none
   * @param now in seconds of the node's clock
   * @param distributions whether to count how the items are distributed
   */
  public Keyspace(Prefixes prefix, List<Integer> chunkSizes, long now, boolean distributions) {
    this.prefix = prefix;
    this.chunkSizes = List.copyOf(chunkSizes);
    this.largestChunk = chunkSizes.stream().mapToInt(size -> size).max().orElse(0);
    this.now = now;
    this.distributions = distributions ? new Distributions.Counter() : null;
  }

  @Override
  public void item(DumpLine line) {
    long size = line.size();
    long chunk = chunk(line.slabClass(), size);
    long left = line.expiresAt() - now;
    int ttl = neverExpires(line) ? -1 : Age.indexOf(left);
    long idle = now - line.usedAt();
    boolean fetched = line.fetched();
    all.add(size, chunk, ttl, idle, fetched);
    prefix(line).add(size, chunk, ttl, idle, fetched);
    if (line.slabClass() > 0 && line.slabClass() < MAX_CLASSES) {
      slabClass(line.slabClass()).add(size, chunk, ttl, idle, fetched);
    }
    if (size > 0) {
      sizes.add(size);
    }
    if (distributions != null) {
      distributions.add(size, idle);
      if (ttl >= 0) {
        distributions.addTtl(left);
      }
    }
  }

  /** A dump leaves out expired items, so an expiry long ago stands for none. */
  private boolean neverExpires(DumpLine line) {
    return line.expiresAt() < now - LATE_SECONDS;
  }

  private Group prefix(DumpLine line) {
    byte[] key = line.bytes();
    prefix.find(key, line.keyFrom(), line.keyTo());
    int from = prefix.from();
    int to = prefix.to();
    return prefixes.of(from == to ? 0 : KeyHash.of(key, from, to), key, from, to);
  }

  private Group slabClass(int number) {
    Group known = classes[number];
    if (known == null) {
      known = new Group(NO_NAME);
      classes[number] = known;
    }
    return known;
  }

  /** The bytes of the chunks that an item occupies; its own size if the class is new. */
  private long chunk(int slabClass, long size) {
    int known = slabClass < chunkSizes.size() ? chunkSizes.get(slabClass) : 0;
    if (size <= known) {
      return known;
    }
    return size > largestChunk && largestChunk > 0
        ? size / largestChunk * largestChunk + fitting(size % largestChunk)
        : size;
  }

  private long fitting(long size) {
    long best = largestChunk;
    for (int chunk : chunkSizes) {
      if (chunk >= size && chunk < best) {
        best = chunk;
      }
    }
    return best;
  }

  /** The sums over all items. */
  public Part all() {
    return all.part("");
  }

  /** How all items are distributed; empty if that is not counted. */
  public Optional<Distributions> distributions() {
    return Optional.ofNullable(distributions).map(Distributions.Counter::distributions);
  }

  /** The sums by prefix, the one with the most bytes first and the unnamed rest last. */
  public List<Part> prefixes(KeyText text) {
    List<Group> top = prefixes.top(TOP_PREFIXES);
    List<Part> parts = new ArrayList<>();
    for (Group group : top.subList(0, top.size() - 1)) {
      String encoded = new String(group.name(), StandardCharsets.ISO_8859_1);
      parts.add(group.part(encoded.isEmpty() ? "" : text.of(encoded)));
    }
    Group other = top.get(top.size() - 1);
    if (other.items() > 0) {
      parts.add(other.part(Part.OTHER));
    }
    return List.copyOf(parts);
  }

  /** The most bytes (items, if sizes are unknown) by which any prefix may be undercounted. */
  public long prefixesMaxUndercount() {
    return prefixes.maxUndercount();
  }

  /** The sums by slab class, in the order of their numbers. */
  public List<Part> slabClasses() {
    List<Part> parts = new ArrayList<>();
    for (int number = 0; number < MAX_CLASSES; number++) {
      Group group = classes[number];
      if (group != null) {
        parts.add(group.part(Integer.toString(number)));
      }
    }
    return List.copyOf(parts);
  }

  /** How the items fit in slab classes; empty if the node's classes do not match its settings. */
  public Optional<Slabs> slabs(Optional<SlabLayout> layout) {
    return sizes.total() == 0
        ? Optional.empty()
        : layout.filter(this::isPresent).map(present -> Slabs.of(present, sizes));
  }

  private boolean isPresent(SlabLayout layout) {
    List<Integer> made = layout.chunkSizes();
    return chunkSizes.stream().allMatch(size -> size == 0 || made.contains(size));
  }
}
