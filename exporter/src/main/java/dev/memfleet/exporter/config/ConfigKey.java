package dev.memfleet.exporter.config;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Every key of the configuration file: a table. {@code []} stands for each element of a list,
 * {@code <name>} for whatever the operator calls it.
 */
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
  PROFILES_TLS_CA_FILE("profiles.<name>.tls.ca_file", "path", "none", "PEM certificates of the authorities to trust, in place of Java's."),
  PROFILES_TLS_CERT_FILE("profiles.<name>.tls.cert_file", "path", "none", "PEM certificate, and its chain, for nodes that ask for one."),
  PROFILES_TLS_KEY_FILE("profiles.<name>.tls.key_file", "path", "none", "PEM key of that certificate."),
  PROFILES_TLS_SERVER_NAME("profiles.<name>.tls.server_name", "host", "none", "Name to find in a node's certificate, in place of the node's host."),
  PROFILES_TLS_INSECURE_SKIP_VERIFY("profiles.<name>.tls.insecure_skip_verify", "boolean", "false", "Take any certificate of a node."),
  PROFILES_AUTH_USERNAME("profiles.<name>.auth.username", "text", "", "User for nodes that ask for one. Required."),
  PROFILES_AUTH_PASSWORD("profiles.<name>.auth.password", "secret", "none", "Its password; `${NAME}` is the value of an environment variable, `$${NAME}` these characters themselves."),
  PROFILES_AUTH_PASSWORD_FILE("profiles.<name>.auth.password_file", "path", "none", "File with the password, in place of `password`."),
  PROFILES_ALLOWED_TARGETS("profiles.<name>.allowed_targets", "list of patterns", "[]", "What `/scrape` may ask by this profile besides the nodes that have it."),
  PROFILES_COLLECTORS("profiles.<name>.collectors", "list of collectors", "none", "The only collectors for each node that has this profile: `stats`, `settings`, `items`, `slabs`; without, those of `collectors`."),
  ALLOWED_TARGETS("allowed_targets", "list of patterns", "[]", "What `/scrape` may ask besides known nodes: addresses, `*.suffix`, networks like `10.0.0.0/8`."),
  NODES_ADDRESS("nodes[].address", "address", "", "`host`, `host:port`, `[ipv6]:port` or `/path/of.sock`; without a port 11211. Required."),
  NODES_LABELS("nodes[].labels", "labels", "{}", "Labels for all series of the node; none of the exporter's own."),
  NODES_PROFILE("nodes[].profile", "name", "none", "How to connect to the node: one of `profiles`; without, the one called `default`."),
  NODES_COLLECTORS("nodes[].collectors", "list of collectors", "none", "The only collectors for this node; without, those of its profile."),
  DISCOVERY_NAME("discovery[].name", "text", "", "Name of the source, the label `source` of its metrics. Required, unique, not `static`."),
  DISCOVERY_LABELS("discovery[].labels", "labels", "{}", "Labels for each node of the source; a label that the source gives the node overrules them."),
  DISCOVERY_PROFILE("discovery[].profile", "name", "none", "How to connect to each node of the source; a node's own overrules it."),
  DISCOVERY_COLLECTORS("discovery[].collectors", "list of collectors", "none", "The only collectors for each node of the source; without, those of its profile."),
  DISCOVERY_STATIC_NODES_ADDRESS("discovery[].static.nodes[].address", "address", "", "As `nodes[].address`. Required."),
  DISCOVERY_STATIC_NODES_LABELS("discovery[].static.nodes[].labels", "labels", "{}", "As `nodes[].labels`."),
  DISCOVERY_STATIC_NODES_PROFILE("discovery[].static.nodes[].profile", "name", "none", "As `nodes[].profile`."),
  DISCOVERY_STATIC_NODES_COLLECTORS("discovery[].static.nodes[].collectors", "list of collectors", "none", "As `nodes[].collectors`."),
  DISCOVERY_FILE_PATHS("discovery[].file.paths", "list of paths", "", "Files with nodes in Prometheus' file_sd format: `.json`, `.yml` or `.yaml`, `*` in the last part of a path, relative to this file. Required."),
  DISCOVERY_FILE_INTERVAL("discovery[].file.interval", "duration", "1s", "From one look at the files to the next."),
  DISCOVERY_HTTP_URL("discovery[].http.url", "URL", "", "Page with a list of nodes in Prometheus' http_sd format. Required."),
  DISCOVERY_HTTP_INTERVAL("discovery[].http.interval", "duration", "60s", "From one request to the next."),
  DISCOVERY_HTTP_TIMEOUT("discovery[].http.timeout", "duration", "10s", "For one request, connecting and redirects included."),
  DISCOVERY_HTTP_HEADERS("discovery[].http.headers", "secrets", "{}", "Headers to send, by name; their values are secrets as `profiles.<name>.auth.password` is."),
  DISCOVERY_HTTP_BASIC_AUTH_USERNAME("discovery[].http.basic_auth.username", "text", "", "User to log in as. Required."),
  DISCOVERY_HTTP_BASIC_AUTH_PASSWORD("discovery[].http.basic_auth.password", "secret", "none", "As `profiles.<name>.auth.password`."),
  DISCOVERY_HTTP_BASIC_AUTH_PASSWORD_FILE("discovery[].http.basic_auth.password_file", "path", "none", "As `profiles.<name>.auth.password_file`."),
  DISCOVERY_HTTP_TLS_CA_FILE("discovery[].http.tls.ca_file", "path", "none", "PEM certificates of the authorities to trust, in place of Java's."),
  DISCOVERY_HTTP_TLS_CERT_FILE("discovery[].http.tls.cert_file", "path", "none", "PEM certificate, and its chain, for a server that asks for one."),
  DISCOVERY_HTTP_TLS_KEY_FILE("discovery[].http.tls.key_file", "path", "none", "PEM key of that certificate."),
  DISCOVERY_HTTP_TLS_SERVER_NAME("discovery[].http.tls.server_name", "host", "none", "Name to find in the server's certificate, in place of the URL's host."),
  DISCOVERY_HTTP_TLS_INSECURE_SKIP_VERIFY("discovery[].http.tls.insecure_skip_verify", "boolean", "false", "Take any certificate of the server."),
  DISCOVERY_DNS_NAMES("discovery[].dns.names", "list of names", "", "Names to look up; with a dot at the end none of the search domains is tried. Required."),
  DISCOVERY_DNS_TYPE("discovery[].dns.type", "record type", "SRV", "`SRV`, `A`, `AAAA` or `A+AAAA`."),
  DISCOVERY_DNS_PORT("discovery[].dns.port", "integer", "11211", "Port of the nodes; not with `SRV`, whose records have their own."),
  DISCOVERY_DNS_SERVERS("discovery[].dns.servers", "list of addresses", "[]", "Name servers to ask in turn, IP addresses with or without a port, and for the names as they are; without any those of `/etc/resolv.conf`, with its search domains."),
  DISCOVERY_DNS_MIN_INTERVAL("discovery[].dns.min_interval", "duration", "5s", "From one look-up to the next at least, however short the records live; also after a failure."),
  DISCOVERY_DNS_MAX_INTERVAL("discovery[].dns.max_interval", "duration", "5m", "From one look-up to the next at most, however long the records live."),
  DISCOVERY_DNS_TIMEOUT("discovery[].dns.timeout", "duration", "2s", "For one question to one server; each is asked twice at most."),
  DISCOVERY_CLUSTER_ENDPOINT("discovery[].cluster.endpoint", "address", "", "Configuration endpoint of an ElastiCache or Memorystore cluster. Required."),
  DISCOVERY_CLUSTER_CONNECT_TO("discovery[].cluster.connect_to", "`ip` or `name`", "ip", "What to connect to and to call the nodes, of the two that the endpoint tells; the other one where it is missing."),
  DISCOVERY_CLUSTER_INTERVAL("discovery[].cluster.interval", "duration", "60s", "From one question to the next."),
  DISCOVERY_CLUSTER_TIMEOUT("discovery[].cluster.timeout", "duration", "5s", "For everything asked in one go, connecting included.");
  // spotless:on

  /** The type of what nobody may see. */
  static final String SECRET = "secret";

  /** The default of what is simply not there. */
  private static final String NONE = "none";

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

  /** As it would be written in the file; empty when there is none. */
  public String defaultValue() {
    return defaultValue.equals(NONE) ? "" : defaultValue;
  }

  /** Whether it must be there. */
  public boolean isRequired() {
    return defaultValue.isEmpty();
  }

  public String help() {
    return help;
  }

  /** The last part of the path. */
  String key() {
    return path.substring(path.lastIndexOf('.') + 1);
  }

  /** The path in this table of a path in a document. */
  static String schema(String path) {
    return path.replaceAll("\\[\\d+]", "[]").replaceFirst("^profiles\\.[^.]+", "profiles.<name>");
  }

  /** The keys that a mapping may have. */
  static List<String> within(String mapping) {
    return within(mapping, Arrays.stream(values()).map(ConfigKey::path));
  }

  /** Of these paths, the next parts of those that lead through a mapping. */
  static List<String> within(String mapping, Stream<String> paths) {
    String prefix = mapping.isEmpty() ? "" : mapping + ".";
    return paths
        .filter(path -> path.startsWith(prefix))
        .map(path -> path.substring(prefix.length()).split("[.\\[]", 2)[0])
        .distinct()
        .toList();
  }
}
