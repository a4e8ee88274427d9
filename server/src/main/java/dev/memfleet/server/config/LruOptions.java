package dev.memfleet.server.config;

/**
 * How items age.
 *
 * @param maintainer a thread moves items between segments
 * @param segmented hot, warm and cold segments, else one
 * @param crawler a thread frees expired items
 * @param crawlerSleepMicros pause of the crawler between items, microseconds
 * @param crawlerToCrawl most items looked at per class and run; 0 for all
 * @param hotPercent share of a class's memory for its hot segment
 * @param warmPercent share of a class's memory for its warm segment
 * @param hotMaxFactor hot items idle longer than this part of the cold age leave
 * @param warmMaxFactor warm items idle longer than this part of the cold age leave
 * @param temporary short-lived items have their own segment
 * @param temporaryTtlSeconds longest life of such an item
 */
public record LruOptions(
    boolean maintainer,
    boolean segmented,
    boolean crawler,
    int crawlerSleepMicros,
    int crawlerToCrawl,
    int hotPercent,
    int warmPercent,
    double hotMaxFactor,
    double warmMaxFactor,
    boolean temporary,
    int temporaryTtlSeconds) {}
