package dev.memfleet.exporter.fleet;

import dev.memfleet.exporter.node.Admission;
import dev.memfleet.exporter.scrape.Scraper;
import org.jspecify.annotations.Nullable;

/**
 * How nodes are polled and labelled, and what else may be asked.
 *
 * @param instanceLabel the label that carries a node's address, or null for none
 */
public record PollRules(
    Scraper scraper, PollConfig config, @Nullable String instanceLabel, Admission admission) {}
