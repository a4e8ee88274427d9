package dev.memfleet.server.stats;

import dev.memfleet.server.store.Store;
import dev.memfleet.server.store.lru.ItemStats;
import dev.memfleet.server.store.slab.SlabStats;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Supplier;

/** Prints each section of {@code stats}, lines and {@code END}. */
public final class StatsReport {
  private final Environment environment;
  private final Settings settings;
  private final ServerStats server;
  private final ListenStats listening;
  private final Store store;
  private final Supplier<List<ConnectionStats>> connections;

  public StatsReport(
      Environment environment,
      Settings settings,
      ServerStats server,
      ListenStats listening,
      Store store,
      Supplier<List<ConnectionStats>> connections) {
    this.environment = environment;
    this.settings = settings;
    this.server = server;
    this.listening = listening;
    this.store = store;
    this.connections = connections;
  }

  private Figures figures() {
    return new Figures(
        environment, settings, server, listening, store, store.stats(), ProcessUsage.now());
  }

  public String general() {
    return print(GeneralStats.TABLE);
  }

  public String settings() {
    return print(SettingsStats.TABLE);
  }

  public String memfleet() {
    return print(MemfleetStats.TABLE);
  }

  private String print(StatsTable<Figures> table) {
    StringBuilder text = new StringBuilder();
    table.print(text, "", figures());
    return end(text);
  }

  public String items() {
    Figures figures = figures();
    StringBuilder text = new StringBuilder();
    for (ItemStats items : store.itemStats()) {
      String prefix = "items:" + items.slabClass() + ":";
      ItemsStats.TABLE.print(text, prefix, new ItemsStats.Source(figures, items));
    }
    return end(text);
  }

  public String slabs() {
    Figures figures = figures();
    StringBuilder text = new StringBuilder();
    List<SlabStats> slabs = store.slabStats();
    for (SlabStats slab : slabs) {
      SlabsStats.TABLE.print(text, slab.slabClass() + ":", new SlabsStats.Source(figures, slab));
    }
    line(text, "active_slabs", slabs.size());
    line(text, "total_malloced", store.allocatedBytes());
    return end(text);
  }

  public String sizes() {
    StringBuilder text = new StringBuilder();
    if (!settings.options().memory().trackSizes()) {
      line(text, "sizes_status", "disabled");
    }
    SortedMap<Integer, Long> sizes = store.sizes();
    sizes.forEach((size, count) -> line(text, size.toString(), count));
    return end(text);
  }

  public String connections() {
    StringBuilder text = new StringBuilder();
    for (ConnectionStats connection : connections.get()) {
      ConnectionStats.TABLE.print(text, connection.id() + ":", connection);
    }
    return end(text);
  }

  /** Zeroes every counter, those of the prefixes too. */
  public void reset() {
    server.reset();
    listening.reset();
    store.resetStats();
    settings.prefixes().clear();
  }

  private static void line(StringBuilder text, String name, Object value) {
    text.append("STAT ").append(name).append(' ').append(value).append("\r\n");
  }

  private static String end(StringBuilder text) {
    return text.append("END\r\n").toString();
  }
}
