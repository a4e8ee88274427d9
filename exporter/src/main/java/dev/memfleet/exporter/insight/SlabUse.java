package dev.memfleet.exporter.insight;

import dev.memfleet.exporter.insight.dump.Part;

/**
 * The use of one slab class, from a dump and the stats before and after it. Stats list only classes
 * that own pages, so that a class may appear or disappear during the dump.
 *
 * @param items sums over the items of the class; their name is its number
 * @param chunkSize in bytes
 * @param pages number of its pages after the dump
 * @param ageSeconds time since the last use of its oldest item
 * @param evicted number of evictions during the dump
 * @param outOfMemory number of stores during the dump that failed for lack of memory
 */
public record SlabUse(
    Part items, int chunkSize, int pages, double ageSeconds, double evicted, double outOfMemory) {
  static SlabUse of(Part items, NodeSample begin, NodeSample end) {
    int number = Integer.parseInt(items.name());
    return new SlabUse(
        items,
        (int) Math.max(begin.slab(number, "chunk_size"), end.slab(number, "chunk_size")),
        (int) end.slab(number, "total_pages"),
        end.item(number, "age"),
        end.item(number, "evicted") - begin.item(number, "evicted"),
        end.item(number, "outofmemory") - begin.item(number, "outofmemory"));
  }
}
