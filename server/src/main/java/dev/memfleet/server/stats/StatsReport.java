package dev.memfleet.server.stats;

import dev.memfleet.server.store.Store;
import dev.memfleet.server.store.lru.ItemStats;
import dev.memfleet.server.store.slab.SlabStats;
import dev.memfleet.server.watch.Watchers;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Supplier;

/** The sections of {@code stats}. */
public final class StatsReport {
  private final Environment environment;
  private final Settings settings;
  private final ServerStats server;
  private final ListenStats listening;
  private final Watchers watchers;
  private final Store store;
  private final Supplier<List<ConnectionStats>> connections;

  public StatsReport(
      Environment environment,
      Settings settings,
      ServerStats server,
      ListenStats listening,
      Watchers watchers,
      Store store,
      Supplier<List<ConnectionStats>> connections) {
    this.environment = environment;
    this.settings = settings;
    this.server = server;
    this.listening = listening;
    this.watchers = watchers;
    this.store = store;
    this.connections = connections;
  }

  private Figures figures() {
    return new Figures(
        environment,
        settings,
        server,
        listening,
        watchers,
        store,
        store.stats(),
        ProcessUsage.now());
  }

  public void general(StatRows to) {
    GeneralStats.TABLE.print(to, "", figures());
  }

  public void settings(StatRows to) {
    SettingsStats.TABLE.print(to, "", figures());
  }

  public void memfleet(StatRows to) {
    MemfleetStats.TABLE.print(to, "", figures());
  }

  public void items(StatRows to) {
    Figures figures = figures();
    for (ItemStats items : store.itemStats()) {
      String prefix = "items:" + items.slabClass() + ":";
      ItemsStats.TABLE.print(to, prefix, new ItemsStats.Source(figures, items));
    }
  }

  public void slabs(StatRows to) {
    Figures figures = figures();
    List<SlabStats> slabs = store.slabStats();
    for (SlabStats slab : slabs) {
      SlabsStats.TABLE.print(to, slab.slabClass() + ":", new SlabsStats.Source(figures, slab));
    }
    to.row("active_slabs", String.valueOf(slabs.size()));
    to.row("total_malloced", String.valueOf(store.allocatedBytes()));
  }

  public void sizes(StatRows to) {
    if (!settings.options().store().trackSizes()) {
      to.row("sizes_status", "disabled");
    }
    SortedMap<Integer, Long> sizes = store.sizes();
    sizes.forEach((size, count) -> to.row(size.toString(), count.toString()));
  }

  /**
   * All listeners and connections.
   *
   * @param asking the number of the connection that asks
   */
  public void connections(int asking, StatRows to) {
    for (ConnectionStats listed : connections.get()) {
      ConnectionStats connection =
          listed.id() == asking ? listed.withState("conn_parse_cmd") : listed;
      ConnectionStats.TABLE.print(to, connection.id() + ":", connection);
    }
  }

  /** Zeroes every counter, those of prefixes included. */
  public void reset() {
    server.reset();
    listening.reset();
    store.resetStats();
    watchers.resetCounters();
    settings.prefixes().clear();
  }
}
