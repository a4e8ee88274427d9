package dev.memfleet.exporter.insight;

import static dev.memfleet.exporter.insight.Recommendation.bytes;
import static dev.memfleet.exporter.insight.Recommendation.percent;

import dev.memfleet.exporter.insight.Recommendation.Kind;
import dev.memfleet.exporter.insight.dump.Part;
import java.util.List;
import java.util.Optional;

/** Recommendations about items that waste memory, from the report of a dump. */
record ItemAdvice(DumpReport report, Optional<CurveGain> gains) {
  private static final double MAJORITY = 0.5;
  private static final double MIN_SHARE = 0.05;
  private static final double MIN_EXPIRED_SHARE = 0.05;

  void addTo(List<Recommendation> all) {
    report.prefixes().stream()
        .filter(prefix -> !prefix.name().equals(Part.OTHER))
        .filter(this::isForgotten)
        .map(this::giveTtl)
        .forEach(all::add);
    double expired = report.expiredResident();
    if (expired > MIN_EXPIRED_SHARE * report.resident()) {
      all.add(reclaim(expired));
    }
  }

  /** Most items never expire, most were never fetched, and they take much memory. */
  private boolean isForgotten(Part prefix) {
    return prefix.withoutTtlRatio() >= MAJORITY
        && prefix.unfetchedRatio() >= MAJORITY
        && prefix.bytes() >= MIN_SHARE * report.all().bytes();
  }

  private Recommendation giveTtl(Part prefix) {
    String name = prefix.name().isEmpty() ? "keys without a prefix" : prefix.name();
    double freed = prefix.unreadBytes() / (double) report.all().bytes();
    double error = prefix.unreadError() / (double) report.all().bytes();
    HitRatioGain points =
        gains.map(curve -> curve.ofFreeing(freed, error)).orElse(HitRatioGain.NONE);
    String worth =
        points.isKnown()
            ? "as %.2f times the memory: %s".formatted(1 / (1 - freed), points)
            : "%s of all".formatted(percent(freed));
    return new Recommendation(
        Kind.TTL_NONE_UNFETCHED,
        "%s: %s of the bytes, %s of the items never fetched, %s without a time to live"
            .formatted(
                name,
                percent(prefix.bytes() / (double) report.all().bytes()),
                percent(prefix.unfetchedRatio()),
                percent(prefix.withoutTtlRatio())),
        "%s \u00b1 %s for other items, %s"
            .formatted(
                bytes((double) prefix.unreadBytes()), bytes((double) prefix.unreadError()), worth),
        "give them a time to live, or do not store what is not read",
        "reads after the time to live are misses",
        "store them without a time to live",
        points);
  }

  private Recommendation reclaim(double expired) {
    double average = report.all().bytes() / (double) Math.max(1, report.all().items());
    boolean crawls = report.server().crawls();
    return new Recommendation(
        Kind.TTL_EXPIRED_RESIDENT,
        "%d of %d items have expired or were flushed, and still take memory%s"
            .formatted(
                Math.round(expired),
                Math.round(report.resident()),
                crawls ? "" : "; lru_crawler is off, so they are not reclaimed"),
        "%s, about".formatted(bytes(expired * average)),
        crawls
            ? "run lru_crawler crawl all; for regular crawls, start it without -o no_lru_maintainer"
            : "run lru_crawler enable now; start it with -o lru_crawler to keep the crawler on",
        "a crawl takes CPU for about a second for two million items",
        crawls ? "nothing to undo" : "lru_crawler disable",
        HitRatioGain.NONE);
  }
}
