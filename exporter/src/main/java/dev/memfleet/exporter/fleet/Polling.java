package dev.memfleet.exporter.fleet;

import dev.memfleet.exporter.client.ConnectProbe;
import dev.memfleet.exporter.client.Connector;
import dev.memfleet.exporter.config.PollConfig;
import dev.memfleet.exporter.scrape.Scraper;

/** What polling any node takes. The rules change on the event loop. */
final class Polling {
  private final Connector connector;
  private final ConnectProbe probe;
  private volatile PollRules rules;

  Polling(Connector connector, PollRules rules) {
    this.connector = connector;
    this.probe = new ConnectProbe(connector);
    this.rules = rules;
  }

  Connector connector() {
    return connector;
  }

  ConnectProbe probe() {
    return probe;
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
