package dev.memfleet.exporter.insight;

import dev.memfleet.exporter.insight.dump.Part;

/**
 * A slab class of a dumped node.
 *
 * @param items of the class, with its number as their name
 * @param chunkSize in bytes
 * @param pages that it has
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
        (int) begin.slab(number, "chunk_size"),
        (int) begin.slab(number, "total_pages"),
        end.item(number, "age"),
        end.item(number, "evicted") - begin.item(number, "evicted"),
        end.item(number, "outofmemory") - begin.item(number, "outofmemory"));
  }
}
