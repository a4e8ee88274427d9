package dev.memfleet.exporter.insight;

import dev.memfleet.exporter.insight.dump.Part;

/**
 * A slab class of a dumped node. Stats list a class while it has pages: one may appear during the
 * dump, and one may lose its last page.
 *
 * @param items of the class, with its number as their name
 * @param chunkSize in bytes
 * @param pages that it has after the dump
 * @param ageSeconds since its oldest item was used
 * @param evicted items during the dump
 * @param outOfMemory how often during the dump an item of the class found no memory
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
