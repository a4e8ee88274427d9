package dev.memfleet.server.store.lru;

/**
 * The items of one slab class: {@code stats items} without the hits, which the command layer
 * counts. Times and ages in seconds.
 */
public record ItemStats(
    int slabClass,
    long numberHot,
    long numberWarm,
    long numberCold,
    long numberTemp,
    long ageHot,
    long ageWarm,
    long age,
    long memRequested,
    long evicted,
    long evictedNonzero,
    long evictedTime,
    long outOfMemory,
    long tailRepairs,
    long reclaimed,
    long expiredUnfetched,
    long evictedUnfetched,
    long crawlerReclaimed,
    long crawlerItemsChecked,
    long lruTailReflocked,
    long movesToCold,
    long movesToWarm,
    long movesWithinLru,
    long directReclaims) {

  /** Items in all segments. */
  public long number() {
    return numberHot + numberWarm + numberCold + numberTemp;
  }
}
