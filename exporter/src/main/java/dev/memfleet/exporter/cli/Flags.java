package dev.memfleet.exporter.cli;

import dev.memfleet.exporter.node.HttpUrl;
import dev.memfleet.exporter.node.NodeAddress;
import dev.memfleet.exporter.protocol.Section;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The table of all flags. Names and meanings are those of memcached_exporter where it has them. */
public final class Flags {
  // spotless:off
  static final Flag<Boolean> HELP = new Flag<>("help", FlagType.SWITCH, "false", "Show this text and exit.");
  static final Flag<Boolean> VERSION = new Flag<>("version", FlagType.SWITCH, "false", "Show the version and exit.");
  static final Flag<Optional<NodeAddress>> ADDRESS = new Flag<>("memcached.address", FlagType.NODE, "localhost:11211", "The node whose metrics the telemetry path serves: host, host:port, [ipv6]:port or /path/of.sock. Empty for none, which is the default with a configuration file.");
  public static final Flag<Duration> TIMEOUT = new Flag<>("memcached.timeout", FlagType.TIMEOUT, "1s", "Timeout of a scrape of a node, from connecting to the last answer.");
  public static final Flag<Optional<Path>> PID_FILE = new Flag<>("memcached.pid-file", FlagType.FILE, "", "File with the pid of a local memcached, to show its process metrics.");
  static final Flag<Boolean> TLS = new Flag<>("memcached.tls.enable", FlagType.SWITCH, "false", "Use TLS, 1.2 or later, for nodes without a profile.");
  static final Flag<Optional<Path>> TLS_CERT = new Flag<>("memcached.tls.cert-file", FlagType.FILE, "", "PEM file with the client certificate and its chain, for nodes that require one.");
  static final Flag<Optional<Path>> TLS_KEY = new Flag<>("memcached.tls.key-file", FlagType.FILE, "", "PEM file with the key of that certificate.");
  static final Flag<Optional<Path>> TLS_CA = new Flag<>("memcached.tls.ca-file", FlagType.FILE, "", "PEM file with the CA certificates to trust, instead of Java's.");
  static final Flag<Boolean> TLS_INSECURE = new Flag<>("memcached.tls.insecure-skip-verify", FlagType.SWITCH, "false", "Do not verify nodes' certificates.");
  static final Flag<Optional<String>> TLS_SERVER_NAME = new Flag<>("memcached.tls.server-name", FlagType.SERVER_NAME, "", "Name that a node's certificate must have, instead of the node's host.");
  public static final Flag<List<ListenAddress>> LISTEN_ADDRESS = new Flag<>("web.listen-address", FlagType.LISTEN_ADDRESSES, ":9150", "Address to listen on: :port, host:port or [ipv6]:port; port 0 takes a free one. Repeatable; in the variable separated by commas.");
  public static final Flag<String> TELEMETRY_PATH = new Flag<>("web.telemetry-path", FlagType.PATH, "/metrics", "Path of the metrics.");
  public static final Flag<String> SCRAPE_PATH = new Flag<>("web.scrape-path", FlagType.PATH, "/scrape", "Path of the metrics of one target, named by ?target=.");
  static final Flag<Optional<String>> ROUTE_PREFIX = new Flag<>("web.route-prefix", FlagType.PATH_PREFIX, "", "Prefix of the path of every page, for a reverse proxy that keeps it; by default the path of the external URL.");
  public static final Flag<Optional<HttpUrl>> EXTERNAL_URL = new Flag<>("web.external-url", FlagType.EXTERNAL_URL, "", "URL at which the agent is reachable, such as that of a reverse proxy; used in links and by /sd.");
  public static final Flag<Boolean> PAGE = new Flag<>("web.page", FlagType.SWITCH, "true", "Show the status page at /; if off, / is a page of links.");
  public static final Flag<Integer> MAX_REQUESTS = new Flag<>("web.max-requests", FlagType.INTEGER, "40", "Limit of concurrent requests for pages of all nodes, and of concurrent scrapes of one target; further ones are answered 503; 0 for no limit. Scrapes of all targets together are limited by memory.");
  public static final Flag<Optional<Path>> WEB_CONFIG_FILE = new Flag<>("web.config.file", FlagType.FILE, "", "YAML file with TLS, users and limits of the agent's own pages, as for Prometheus' exporters.");
  public static final Flag<Optional<ListenAddress>> ADMIN_ADDRESS = new Flag<>("web.admin-address", FlagType.LISTEN_ADDRESS, "", "Address of a second listener for health probes and the agent's own metrics, always plain HTTP without a login; none by default.");
  static final Flag<Boolean> SYSTEMD_SOCKET = new Flag<>("web.systemd-socket", FlagType.SWITCH, "false", "");
  static final Flag<Boolean> SLAB = new Flag<>("collector.slab", FlagType.SWITCH, "true", "Both collector.items and collector.slabs: every memcached_slab_ metric.");
  public static final Flag<Optional<Path>> CONFIG_FILE = new Flag<>("config.file", FlagType.FILE, "", "YAML file with the nodes of a fleet.");
  static final Flag<Optional<Integer>> SHARD_INDEX = new Flag<>("shard.index", FlagType.SHARD_INDEX, "0", "Index of this agent's part of the nodes, from 0; or the word ordinal for the number at the end of HOSTNAME, as in the pods of a StatefulSet.");
  static final Flag<Integer> SHARD_TOTAL = new Flag<>("shard.total", FlagType.NUMBER, "1", "Number of agents that share the nodes.");
  public static final Flag<LogLevel> LOG_LEVEL = new Flag<>("log.level", FlagType.LOG_LEVEL, "info", "Log messages of this severity and above: debug, info, warn, error.");
  public static final Flag<LogFormat> LOG_FORMAT = new Flag<>("log.format", FlagType.LOG_FORMAT, "logfmt", "Format of log lines: logfmt, json.");

  /** Flags of memcached_exporter that are not supported and rejected by name. */
  static final List<Flag<?>> UNAVAILABLE = List.of(
      SYSTEMD_SOCKET);
  // spotless:on

  /** Flags that require TLS. */
  static final List<Flag<?>> OF_TLS =
      List.of(TLS_CERT, TLS_KEY, TLS_CA, TLS_INSECURE, TLS_SERVER_NAME);

  /** Flags that select nodes and how to connect to them; verbs accept these too. */
  public static final List<Flag<?>> OF_NODES = ofNodes();

  /** All supported flags, in the order of the help. */
  public static final List<Flag<?>> ALL = all();

  private Flags() {}

  /** The switch of one collector. */
  static Flag<Boolean> collector(Section section) {
    String request = section.request().strip();
    return new Flag<>(
        "collector." + section.label(),
        FlagType.SWITCH,
        Boolean.toString(Section.USUAL.contains(section)),
        "Ask for " + request + ".");
  }

  private static List<Flag<?>> ofNodes() {
    List<Flag<?>> flags = new ArrayList<>(List.of(CONFIG_FILE, TIMEOUT, TLS));
    flags.addAll(OF_TLS);
    return List.copyOf(flags);
  }

  private static List<Flag<?>> all() {
    List<Flag<?>> all = new ArrayList<>(List.of(HELP, ADDRESS, TIMEOUT, PID_FILE, TLS));
    all.addAll(OF_TLS);
    all.add(CONFIG_FILE);
    all.addAll(List.of(SHARD_INDEX, SHARD_TOTAL));
    all.addAll(
        List.of(
            LISTEN_ADDRESS,
            TELEMETRY_PATH,
            SCRAPE_PATH,
            ROUTE_PREFIX,
            EXTERNAL_URL,
            PAGE,
            MAX_REQUESTS,
            WEB_CONFIG_FILE,
            ADMIN_ADDRESS));
    Arrays.stream(Section.values()).map(Flags::collector).forEach(all::add);
    all.addAll(List.of(SLAB, LOG_LEVEL, LOG_FORMAT, VERSION));
    return List.copyOf(all);
  }
}
