package dev.memfleet.exporter.insight;

import static dev.memfleet.exporter.insight.Recommendation.percent;

import dev.memfleet.exporter.insight.Recommendation.Kind;
import dev.memfleet.exporter.insight.dump.Slabs;
import java.util.List;
import java.util.Optional;

/** Recommendations about single keys: hot keys and large items. */
record KeyAdvice(Optional<WatchReport> watch, Optional<DumpReport> dump) {
  private static final double HOT = 0.03;
  private static final double BIG = 0.1;
  private static final int COPIES = 8;

  void addTo(List<Recommendation> all) {
    hot().ifPresent(all::add);
    big().ifPresent(all::add);
  }

  private Optional<Recommendation> hot() {
    return watch
        .flatMap(report -> report.keys().stream().findFirst())
        .filter(key -> key.minShare() >= HOT)
        .map(
            key ->
                new Recommendation(
                    Kind.KEY_HOT,
                    "%s has %s of the gets, %d a second"
                        .formatted(key.name(), percent(key.share()), Math.round(key.perSecond())),
                    "up to %d fewer gets a second here, or %d per copy with %d copies"
                        .formatted(
                            Math.round(key.perSecond()),
                            Math.round(key.perSecond() / COPIES),
                            COPIES),
                    "keep it in clients for 1 to 2 s, or store it under %d suffixes and read one at random"
                        .formatted(COPIES),
                    "clients see changes 1 to 2 s late; each change must be written to every copy",
                    "read the key itself again",
                    HitRatioGain.NONE));
  }

  private Optional<Recommendation> big() {
    Optional<HotKey> key =
        watch
            .flatMap(report -> report.keysByBytes().stream().findFirst())
            .filter(hot -> hot.minShare() >= BIG);
    Optional<Slabs> slabs = dump.flatMap(DumpReport::slabs).filter(known -> known.oversized() > 0);
    if (key.isEmpty() && slabs.isEmpty()) {
      return Optional.empty();
    }
    String bytes =
        key.map(hot -> "%s has %s of the bytes sent".formatted(hot.name(), percent(hot.share())))
            .orElse("");
    String items =
        slabs
            .map(
                known ->
                    "%d items need more than one chunk of %s"
                        .formatted(known.oversized(), Recommendation.bytes(known.largestChunk())))
            .orElse("");
    String gain =
        key.map(
                hot ->
                    "up to %s a second less to send"
                        .formatted(Recommendation.bytes(hot.perSecond())))
            .orElse("less memory wasted at the end of pages, and fewer evictions per store");
    return Optional.of(
        new Recommendation(
            Kind.KEY_BIG,
            bytes + (bytes.isEmpty() || items.isEmpty() ? "" : "; ") + items,
            gain,
            "compress the values in the client, or split them over several keys",
            "compressing costs the clients CPU; parts can be evicted one by one",
            "store them whole again",
            HitRatioGain.NONE));
  }
}
