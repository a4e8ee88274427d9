package dev.memfleet.server.store.slab;

/** The numbers of page moves, of the items they moved, and of what delayed them. */
public record MoveStats(
    long rescues,
    long chunkRescues,
    long inlineReclaim,
    long busyItems,
    long busyDeletes,
    long busyNomem,
    String lastBusyStatus,
    long pagesMoved) {}
