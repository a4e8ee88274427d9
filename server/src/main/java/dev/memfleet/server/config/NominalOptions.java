package dev.memfleet.server.config;

/**
 * Options in the form in which {@code stats settings} shows them. The store ignores some of them,
 * and receives the others in another form.
 *
 * @param hashPower initial buckets as a power of two; 0 for the default
 * @param hashAlgorithm ignored: the store has one hash function
 * @param tailRepairSeconds ignored: the store leaks no references that would need a repair
 * @param temporaryTtlSeconds maximum lifetime of a temporary item, shown even if the LRU has no
 *     temporary segment
 * @param automove mode of automatic page moves: 0 off, 1 by age, 2 on every eviction
 * @param automoveWindow seconds of history on which an automatic move is based
 * @param automoveFreeRatio ignored: share of memory to keep free for external storage
 */
public record NominalOptions(
    int hashPower,
    String hashAlgorithm,
    int tailRepairSeconds,
    int temporaryTtlSeconds,
    int automove,
    int automoveWindow,
    double automoveFreeRatio) {}
