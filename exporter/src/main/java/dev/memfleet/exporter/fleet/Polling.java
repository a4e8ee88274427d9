package dev.memfleet.exporter.fleet;

import dev.memfleet.exporter.client.Connectors;
import dev.memfleet.exporter.config.PollConfig;
import dev.memfleet.exporter.scrape.Scraper;

/** What polling any node takes. The rules change on the event loop. */
final class Polling {
  private final Connectors connectors;
  private volatile PollRules rules;

  Polling(Connectors connectors, PollRules rules) {
    this.connectors = connectors;
    this.rules = rules;
  }

  Connectors connectors() {
    return connectors;
  }

  PollRules rules() {
    return rules;
  }

  void follow(PollRules others) {
    rules = others;
  }

  Scraper scraper() {
    return rules.scraper();
  }

  PollConfig config() {
    return rules.config();
  }
}
