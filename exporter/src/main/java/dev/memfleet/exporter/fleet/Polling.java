package dev.memfleet.exporter.fleet;

import dev.memfleet.exporter.client.Connectors;
import dev.memfleet.exporter.config.PollConfig;
import dev.memfleet.exporter.scrape.Scraper;
import java.time.Duration;

/** What polling any node takes. The rules change on the event loop. */
final class Polling {
  private final Connectors connectors;
  private final Sockets sockets;
  private final Shortage shortage = new Shortage(System::nanoTime);
  private volatile PollRules rules;

  Polling(Connectors connectors, Sockets sockets, PollRules rules) {
    this.connectors = connectors;
    this.sockets = sockets;
    this.rules = rules;
  }

  Connectors connectors() {
    return connectors;
  }

  Sockets sockets() {
    return sockets;
  }

  Shortage shortage() {
    return shortage;
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

  /** For how long a result is the node's state: three intervals, and the time of a poll. */
  static Duration patience(PollConfig config) {
    return config.interval().multipliedBy(3).plus(config.timeout());
  }
}
