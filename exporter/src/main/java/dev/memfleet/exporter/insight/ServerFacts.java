package dev.memfleet.exporter.insight;

import dev.memfleet.exporter.insight.curve.Capacity;
import dev.memfleet.exporter.insight.dump.SlabLayout;
import java.util.Optional;

/**
 * Settings and state of a dumped node.
 *
 * @param memoryLimit for items, in bytes
 * @param full whether items were evicted for lack of memory
 * @param pages that slab classes have
 * @param layout of slab classes by its settings, if they define one
 * @param movesPages whether it moves pages between slab classes
 * @param crawls whether the LRU crawler reclaims expired items
 */
public record ServerFacts(
    String version,
    long memoryLimit,
    boolean full,
    int pages,
    Optional<SlabLayout> layout,
    boolean movesPages,
    boolean crawls,
    Connections connections) {
  static ServerFacts of(NodeSample begin, NodeSample end) {
    Capacity capacity = begin.capacity();
    return new ServerFacts(
        begin.stats().getOrDefault("version", ""),
        (long) begin.get("limit_maxbytes"),
        capacity.full(),
        capacity.pages(),
        SlabLayout.of(
            begin.setting("growth_factor"),
            begin.setting("chunk_size"),
            begin.setting("slab_chunk_max")),
        !(begin.setting("slab_automove") <= 0),
        !"no".equals(begin.settings().get("lru_crawler")),
        Connections.of(begin, end));
  }
}
