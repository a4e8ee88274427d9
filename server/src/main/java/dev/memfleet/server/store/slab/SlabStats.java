package dev.memfleet.server.store.slab;

/**
 * The memory of one slab class: {@code stats slabs} without the hits, which the command layer
 * counts.
 */
public record SlabStats(
    int slabClass, int chunkSize, int chunksPerPage, long totalPages, long freeChunks) {

  public long totalChunks() {
    return totalPages * chunksPerPage;
  }

  public long usedChunks() {
    return totalChunks() - freeChunks;
  }
}
