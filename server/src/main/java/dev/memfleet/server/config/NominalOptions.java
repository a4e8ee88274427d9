package dev.memfleet.server.config;

/**
 * Options that {@code stats settings} shows as given, and the store uses otherwise or not at all.
 *
 * @param hashPower initial buckets as a power of two; 0 for the default
 * @param hashAlgorithm keys are hashed as by default
 * @param tailRepairSeconds items at the tail need no repair
 * @param temporaryTtlSeconds longest life of a temporary item, even when they have no segment
 * @param automove how eagerly pages move on their own: 0 not, 1 slowly, 2 on every eviction
 * @param automoveWindow seconds of history that an automatic move considers
 * @param automoveFreeRatio share of memory kept free, with external storage only
 */
public record NominalOptions(
    int hashPower,
    String hashAlgorithm,
    int tailRepairSeconds,
    int temporaryTtlSeconds,
    int automove,
    int automoveWindow,
    double automoveFreeRatio) {}
