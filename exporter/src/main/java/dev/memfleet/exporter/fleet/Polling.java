package dev.memfleet.exporter.fleet;

import dev.memfleet.exporter.client.ConnectProbe;
import dev.memfleet.exporter.client.Connector;
import dev.memfleet.exporter.config.PollConfig;
import dev.memfleet.exporter.scrape.Scraper;

/** What polling any node takes. */
record Polling(Connector connector, ConnectProbe probe, Scraper scraper, PollConfig config) {}
