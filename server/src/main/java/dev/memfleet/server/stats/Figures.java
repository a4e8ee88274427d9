package dev.memfleet.server.stats;

import dev.memfleet.server.config.Options;
import dev.memfleet.server.store.Store;
import dev.memfleet.server.store.StoreStats;
import dev.memfleet.server.watch.Watchers;

/** The data that the tables print, at one moment. */
record Figures(
    Environment environment,
    Settings settings,
    ServerStats server,
    ListenStats listening,
    Watchers watchers,
    Store engine,
    StoreStats store,
    ProcessUsage usage) {

  Options options() {
    return settings.options();
  }
}
