package dev.memfleet.exporter.insight;

import static dev.memfleet.exporter.insight.Recommendation.bytes;
import static dev.memfleet.exporter.insight.Recommendation.percent;

import dev.memfleet.exporter.insight.Recommendation.Kind;
import dev.memfleet.exporter.insight.dump.SlabLayout;
import dev.memfleet.exporter.insight.dump.SlabLayout.Fit;
import dev.memfleet.exporter.insight.dump.Slabs;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Recommendations about slab classes, from the report of a dump: chunk sizes that waste less
 * memory, fewer classes, and more pages for a starved class.
 */
record SlabAdvice(DumpReport report, Optional<CurveGain> gains) {
  private static final double MIN_SAVING = 0.05;
  private static final double MIN_GAP = 2;
  private static final double MAX_CLASSES_PER_PAGE = 0.25;
  private static final int MIN_PAGES_PER_CLASS = 2;
  private static final int FEW_PAGES = 3;
  private static final double STARVED_AGE_RATIO = 0.5;

  void addTo(List<Recommendation> all) {
    report.slabs().ifPresent(slabs -> layout(slabs, all));
    ServerFacts server = report.server();
    if (server.full() && report.classes().size() > MAX_CLASSES_PER_PAGE * server.pages()) {
      all.add(manyClasses());
    }
    starved().ifPresent(all::add);
  }

  private void layout(Slabs slabs, List<Recommendation> all) {
    Fit present = slabs.present();
    boolean hasGap =
        !slabs.covers(present)
            && slabs.almostLargest() <= slabs.largestChunk()
            && slabs.largestChunk() > MIN_GAP * present.belowLargest();
    Optional<Fit> best =
        slabs.others().stream()
            .filter(slabs::covers)
            .filter(fit -> hasGap || MIN_PAGES_PER_CLASS * fit.classes() <= pages())
            .min(Comparator.comparingDouble(Fit::bytes));
    double saved = best.map(fit -> 1 - fit.bytes() / present.bytes()).orElse(0.0);
    if (hasGap) {
      all.add(gap(slabs, best, saved));
    } else if (saved >= MIN_SAVING) {
      all.add(growthFactor(slabs, best.get(), saved));
    }
  }

  private int pages() {
    return report.server().pages();
  }

  private Recommendation gap(Slabs slabs, Optional<Fit> best, double saved) {
    Fit present = slabs.present();
    int chunk = 2 * Integer.highestOneBit(present.belowLargest() - 1);
    String option = largestChunkOption(report.server().version(), chunk);
    return new Recommendation(
        Kind.SLAB_GAP,
        "0.1 %% of the items are larger than %s, more than the %s chunks of the second largest class (-f %s) hold: each of them occupies a chunk of %s"
            .formatted(
                bytes((double) slabs.almostLargest()),
                bytes(present.belowLargest()),
                present.factor(),
                bytes(slabs.largestChunk())),
        "%s of the memory".formatted(percent(saved)),
        best.map(fit -> "start it with -f %s, or with %s".formatted(fit.factor(), option))
            .orElse("start it with " + option),
        "a restart empties the node",
        "-f %s and no slab_chunk_max".formatted(present.factor()),
        points(saved));
  }

  /**
   * The option that sets the largest chunk. Since 1.6.24 its unit is KB. Before that it is bytes,
   * and a number of KB crashes the server on its first requests.
   */
  static String largestChunkOption(String version, int bytes) {
    boolean kilobytes =
        ServerVersion.parse(version)
            .filter(known -> !known.isBefore(ServerVersion.CHUNK_MAX_IN_KB))
            .isPresent();
    return kilobytes
        ? "-o slab_chunk_max=%d (KB, for memcached %s)"
            .formatted(Math.max(1, bytes / 1024), version)
        : "-o slab_chunk_max=%d (bytes, for memcached %s)".formatted(bytes, version);
  }

  private Recommendation growthFactor(Slabs slabs, Fit best, double saved) {
    Fit present = slabs.present();
    HitRatioGain points = points(saved);
    return new Recommendation(
        Kind.SLAB_GROWTH_FACTOR,
        "%3$s of items occupy %2$s of pages with -f %1$s, and would occupy %5$s with -f %4$s"
            .formatted(
                present.factor(),
                bytes(present.bytes()),
                bytes((double) report.all().bytes()),
                best.factor(),
                bytes(best.bytes())),
        "%s of the memory%s".formatted(percent(saved), points.isKnown() ? ": " + points : ""),
        "start it with -f %s".formatted(best.factor()),
        "%d slab classes with items instead of %d, each with pages of its own; a restart empties the node"
            .formatted(best.classes(), present.classes()),
        "-f %s".formatted(present.factor()),
        points);
  }

  private HitRatioGain points(double saved) {
    return gains.map(curve -> curve.ofFreeing(saved)).orElse(HitRatioGain.NONE);
  }

  private Recommendation manyClasses() {
    double factor = report.server().layout().map(SlabLayout::factor).orElse(1.25);
    return new Recommendation(
        Kind.SLAB_MANY,
        "%d slab classes share only %d pages".formatted(report.classes().size(), pages()),
        "every class gets enough pages for its items",
        "give it more memory (-m), or fewer classes: start it with -f %s".formatted(factor + 0.25),
        "fewer classes waste more of each chunk; a restart empties the node",
        "-f %s".formatted(factor),
        HitRatioGain.NONE);
  }

  /**
   * Advice for the starved class. A class is starved if it ran out of memory, or if it evicts and
   * has few pages or much younger items than the median class. Of several, the one with the most
   * evictions and failed stores is chosen.
   */
  private Optional<Recommendation> starved() {
    double usual = medianAge();
    return report.classes().stream()
        .filter(
            one ->
                one.outOfMemory() > 0
                    || (one.evicted() > 0
                        && (one.pages() < FEW_PAGES
                            || one.ageSeconds() < STARVED_AGE_RATIO * usual)))
        .max(Comparator.comparingDouble(one -> one.evicted() + one.outOfMemory()))
        .filter(one -> report.classes().size() > 1)
        .map(one -> morePages(one, usual));
  }

  private double medianAge() {
    List<Double> ages = report.classes().stream().map(SlabUse::ageSeconds).sorted().toList();
    return ages.isEmpty() ? 0 : ages.get(ages.size() / 2);
  }

  private Recommendation morePages(SlabUse starved, double usual) {
    String number = starved.items().name();
    SlabUse oldest =
        report.classes().stream()
            .filter(one -> one.pages() > 1)
            .max(Comparator.comparingDouble(SlabUse::ageSeconds))
            .orElse(starved);
    PageMove move = PageMove.of(starved, oldest);
    boolean moves = report.server().movesPages();
    String byHand = "slabs reassign %s %s".formatted(oldest.items().name(), number);
    return new Recommendation(
        Kind.SLAB_STARVED,
        "slab class %s (chunks of %s) has %d pages and evicts items last used %.0f s ago; other classes keep items for %.0f s%s"
            .formatted(
                number,
                bytes(starved.chunkSize()),
                starved.pages(),
                starved.ageSeconds(),
                Math.max(usual, oldest.ageSeconds()),
                starved.outOfMemory() > 0 ? "; it refused stores for lack of memory" : ""),
        "items of this size are kept for %s with %d more pages".formatted(move, move.pages()),
        moves
            ? "the command %s moves a page from class %s to it; with -o slab_automove=1,slab_automove_window=10 (samples) pages are moved sooner"
                .formatted(byHand, oldest.items().name())
            : "the command slabs automove 1 has pages moved automatically, -o slab_automove=1 also after a restart; %s moves a page now"
                .formatted(byHand),
        "the class that loses a page evicts its items",
        moves
            ? "slabs reassign %s %s".formatted(number, oldest.items().name())
            : "slabs automove 0",
        HitRatioGain.NONE);
  }

  /**
   * A move of pages to the starved class, after which it and the class that gives them keep items
   * equally long. At a steady rate of stores, the time that a class keeps items is proportional to
   * its pages.
   *
   * @param pages how many to move
   * @param seconds how long the starved class then keeps items
   * @param error of {@code seconds}: one second of the measured age, scaled, plus the age of one
   *     page
   */
  private record PageMove(int pages, double seconds, double error) {
    static PageMove of(SlabUse starved, SlabUse donor) {
      double perPage = Math.max(1, starved.ageSeconds()) / Math.max(1, starved.pages());
      double perDonorPage = donor.ageSeconds() / Math.max(1, donor.pages());
      double missingPages = (donor.ageSeconds() - starved.ageSeconds()) / (perPage + perDonorPage);
      int pages = (int) Math.max(1, Math.min(donor.pages() - 1, Math.round(missingPages)));
      double all = Math.max(1, starved.pages()) + pages;
      return new PageMove(pages, perPage * all, all / Math.max(1, starved.pages()) + perPage);
    }

    @Override
    public String toString() {
      return "%.0f s \u00b1 %.0f".formatted(seconds, error);
    }
  }
}
