package dev.memfleet.exporter.fleet;

import dev.memfleet.exporter.history.Retention;
import dev.memfleet.exporter.node.Admission;
import dev.memfleet.exporter.scrape.Scraper;
import org.jspecify.annotations.Nullable;

/**
 * How nodes are polled and labelled, and which targets may be scraped on demand.
 *
 * @param instanceLabel the label that carries a node's address, or null for none
 * @param retention how much history of each node is kept
 */
public record PollRules(
    Scraper scraper,
    PollConfig config,
    @Nullable String instanceLabel,
    Admission admission,
    Retention retention) {

  /** Rules with the default retention. */
  public PollRules(
      Scraper scraper, PollConfig config, @Nullable String instanceLabel, Admission admission) {
    this(
        scraper,
        config,
        instanceLabel,
        admission,
        Retention.of(Retention.DEFAULT, config.interval()));
  }
}
