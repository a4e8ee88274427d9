package dev.memfleet.exporter.scrape;

import dev.memfleet.exporter.catalog.Reading;
import dev.memfleet.exporter.client.FailureReason;
import dev.memfleet.exporter.protocol.Section;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The result of scraping one node once.
 *
 * @param at when it ended, by this machine's clock
 * @param duration from the start to the end
 * @param sections the collectors that were wanted
 * @param failure why the scrape failed, null when the node is up
 * @param message the failure in words, empty when the node is up
 * @param reading what the node reported, null when it is down
 * @param clockOffset seconds by which the node's clock is ahead of ours, NaN when unknown; the node
 *     reports whole seconds, so less than one means nothing
 */
public record ScrapeResult(
    Instant at,
    Duration duration,
    Set<Section> sections,
    @Nullable FailureReason failure,
    String message,
    @Nullable Reading reading,
    double clockOffset) {

  public ScrapeResult {
    if ((failure == null) != (reading != null)) {
      throw new IllegalArgumentException("a scrape has either a failure or a reading");
    }
  }

  /** The result for a scrape that timed out before the poll ended. */
  public static ScrapeResult timedOut(Duration after, Set<Section> sections) {
    String message = "no complete answer within " + after.toMillis() + " ms";
    return new ScrapeResult(
        Instant.now(), after, sections, FailureReason.TIMEOUT, message, null, Double.NaN);
  }

  /** The result for a target that must not be scraped. */
  public static ScrapeResult forbidden(String message, Set<Section> sections) {
    return new ScrapeResult(
        Instant.now(), Duration.ZERO, sections, FailureReason.FORBIDDEN, message, null, Double.NaN);
  }

  /** The result when the agent lacked a resource, which says nothing about the node. */
  public static ScrapeResult notAsked(String message, Set<Section> sections) {
    return new ScrapeResult(
        Instant.now(), Duration.ZERO, sections, FailureReason.RESOURCES, message, null, Double.NaN);
  }

  /** This result reduced to these collectors. */
  public ScrapeResult of(Set<Section> collectors) {
    return new ScrapeResult(
        at, duration, Set.copyOf(collectors), failure, message, reading, clockOffset);
  }

  /** A copy marked as too old to be shown as the node's state. */
  public ScrapeResult expired() {
    return new ScrapeResult(
        at,
        duration,
        sections,
        FailureReason.RESOURCES,
        "the last poll is too old",
        null,
        Double.NaN);
  }

  /** Whether it says anything about the node. */
  public boolean asked() {
    return failure != FailureReason.RESOURCES;
  }

  /** Whether the node answered {@code stats}. */
  public boolean up() {
    return reading != null;
  }

  /** Whether a collector received everything it asked for. */
  public boolean success(Section section) {
    return reading != null && reading.complete().contains(section);
  }
}
