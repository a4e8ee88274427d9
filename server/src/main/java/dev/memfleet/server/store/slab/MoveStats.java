package dev.memfleet.server.store.slab;

/** What page moves have done and met. */
public record MoveStats(
    long rescues,
    long chunkRescues,
    long inlineReclaim,
    long busyItems,
    long busyDeletes,
    long busyNomem,
    String lastBusyStatus,
    long pagesMoved) {}
