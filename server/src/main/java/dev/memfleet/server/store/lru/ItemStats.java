package dev.memfleet.server.store.lru;

/**
 * The items of one slab class: {@code stats items} without the hits, which the command layer
 * counts. Ages in seconds.
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
    LruCounters counters) {

  /** Items in all segments. */
  public long number() {
    return numberHot + numberWarm + numberCold + numberTemp;
  }

  public long get(LruCounter counter) {
    return counters.get(counter);
  }
}
