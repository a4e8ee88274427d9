package dev.memfleet.exporter.fleet;

import dev.memfleet.exporter.history.Retention;
import dev.memfleet.exporter.node.Admission;
import dev.memfleet.exporter.scrape.Scraper;
import org.jspecify.annotations.Nullable;

/**
 * How nodes are polled and labelled, and what else may be asked.
 *
 * @param instanceLabel the label that carries a node's address, or null for none
 * @param retention what is kept of the past of each node
 */
public record PollRules(
    Scraper scraper,
    PollConfig config,
    @Nullable String instanceLabel,
    Admission admission,
    Retention retention) {

  /** Rules by which as much of the past is kept as where the configuration is silent. */
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
