package dev.memfleet.exporter.config;

import java.util.Arrays;
import java.util.List;

/** Every key of the configuration file: a table. {@code []} stands for each element of a list. */
public enum ConfigKey {
  // spotless:off
  POLL_INTERVAL("poll.interval", "duration", "15s", "From one poll of a node to its next; 0 polls when scraped. At most half of Prometheus' scrape interval."),
  POLL_TIMEOUT("poll.timeout", "duration", "1s", "One deadline for everything asked of a node in a round, connecting included."),
  POLL_MAX_CONCURRENT("poll.max_concurrent", "integer", "256", "Polls under way at a time, in nodes."),
  POLL_RECONNECT("poll.reconnect", "boolean", "false", "Open a new connection for every poll."),
  POLL_CONNECT_PROBE_INTERVAL("poll.connect_probe_interval", "duration", "60s", "From one try to open a new connection to the next; 0 never tries."),
  COLLECTORS_STATS("collectors.stats", "boolean", "true", "Ask for `stats`."),
  COLLECTORS_SETTINGS("collectors.settings", "boolean", "true", "Ask for `stats settings`."),
  COLLECTORS_ITEMS("collectors.items", "boolean", "true", "Ask for `stats items`."),
  COLLECTORS_SLABS("collectors.slabs", "boolean", "true", "Ask for `stats slabs`."),
  INSTANCE_LABEL("instance_label", "label name", "instance", "The label that carries a node's address."),
  RELOAD_WATCH("reload.watch", "boolean", "false", "Look at this file every second and reload it when it has changed."),
  NODES_ADDRESS("nodes[].address", "address", "", "`host`, `host:port`, `[ipv6]:port` or `/path/of.sock`; without a port 11211. Required."),
  NODES_LABELS("nodes[].labels", "labels", "{}", "Labels for all series of the node; none of the exporter's own."),
  DISCOVERY_NAME("discovery[].name", "text", "", "Name of the source, the label `source` of its metrics. Required, unique, not `static`."),
  DISCOVERY_LABELS("discovery[].labels", "labels", "{}", "Labels for each node of the source; a label that the source gives the node overrules them."),
  DISCOVERY_STATIC_NODES_ADDRESS("discovery[].static.nodes[].address", "address", "", "As `nodes[].address`. Required."),
  DISCOVERY_STATIC_NODES_LABELS("discovery[].static.nodes[].labels", "labels", "{}", "As `nodes[].labels`.");
  // spotless:on

  private final String path;
  private final String type;
  private final String defaultValue;
  private final String help;

  ConfigKey(String path, String type, String defaultValue, String help) {
    this.path = path;
    this.type = type;
    this.defaultValue = defaultValue;
    this.help = help;
  }

  public String path() {
    return path;
  }

  public String type() {
    return type;
  }

  /** As it would be written in the file; empty when the key is required. */
  public String defaultValue() {
    return defaultValue;
  }

  public String help() {
    return help;
  }

  /** The last part of the path. */
  String key() {
    return path.substring(path.lastIndexOf('.') + 1);
  }

  /** The keys that a mapping may have. */
  static List<String> within(String mapping) {
    String prefix = mapping.isEmpty() ? "" : mapping + ".";
    return Arrays.stream(values())
        .map(ConfigKey::path)
        .filter(path -> path.startsWith(prefix))
        .map(path -> path.substring(prefix.length()).split("[.\\[]", 2)[0])
        .distinct()
        .toList();
  }
}
