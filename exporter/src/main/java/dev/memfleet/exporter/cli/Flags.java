package dev.memfleet.exporter.cli;

import static dev.memfleet.exporter.cli.Flag.BOOLEAN;

import dev.memfleet.exporter.protocol.Section;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Every flag: a table. Names and meanings are memcached_exporter's where it has them. */
public final class Flags {
  // spotless:off
  static final Flag HELP = Flag.of("help", BOOLEAN, "false", "Show this text and exit.");
  static final Flag VERSION = Flag.of("version", BOOLEAN, "false", "Show the version and exit.");
  static final Flag ADDRESS = Flag.of("memcached.address", "address", "localhost:11211", "The node behind the telemetry path: host, host:port, [ipv6]:port or /path/of.sock. Empty for none. With a configuration file there is none unless this is given.");
  public static final Flag TIMEOUT = Flag.of("memcached.timeout", "duration", "1s", "One deadline for everything asked of a node in a scrape, connecting included.");
  static final Flag PID_FILE = Flag.of("memcached.pid-file", "file", "", "File with the pid of a local memcached, to show its process metrics.");
  static final Flag TLS = Flag.of("memcached.tls.enable", BOOLEAN, "false", "Speak TLS, 1.2 or later, with nodes that have no profile of their own.");
  static final Flag TLS_CERT = Flag.of("memcached.tls.cert-file", "file", "", "PEM certificate, and its chain, for nodes that ask for one.");
  static final Flag TLS_KEY = Flag.of("memcached.tls.key-file", "file", "", "PEM key of that certificate.");
  static final Flag TLS_CA = Flag.of("memcached.tls.ca-file", "file", "", "PEM certificates of the authorities to trust, instead of Java's.");
  static final Flag TLS_INSECURE = Flag.of("memcached.tls.insecure-skip-verify", BOOLEAN, "false", "Take any certificate of a node.");
  static final Flag TLS_SERVER_NAME = Flag.of("memcached.tls.server-name", "name", "", "Name to find in a node's certificate, instead of the node's host.");
  static final Flag LISTEN_ADDRESS = new Flag("web.listen-address", "address", ":9150", true, "Where to answer: :port, host:port or [ipv6]:port; port 0 takes a free one. Repeatable; in the variable separated by commas.");
  static final Flag TELEMETRY_PATH = Flag.of("web.telemetry-path", "path", "/metrics", "Path of the metrics.");
  static final Flag SCRAPE_PATH = Flag.of("web.scrape-path", "path", "/scrape", "Path of the metrics of one target, named by ?target=.");
  static final Flag ROUTE_PREFIX = Flag.of("web.route-prefix", "path", "", "Before the path of every page, as behind a reverse proxy that keeps it; without, the path of the external URL.");
  static final Flag EXTERNAL_URL = Flag.of("web.external-url", "URL", "", "The URL that others reach the agent by, as behind a reverse proxy; for links and for /sd.");
  static final Flag PAGE = Flag.of("web.page", BOOLEAN, "true", "Show the status page at /; without, a page of links.");
  static final Flag MAX_REQUESTS = Flag.of("web.max-requests", "integer", "40", "Pages of all nodes served at a time, further ones are answered 503; 0 for no limit. Scrapes of one target likewise; of all targets together as many as memory allows.");
  static final Flag WEB_CONFIG_FILE = Flag.of("web.config.file", "file", "", "YAML file with TLS, users and limits of the agent's own pages, as for Prometheus' exporters.");
  static final Flag ADMIN_ADDRESS = Flag.of("web.admin-address", "address", "", "Where to answer health probes and show the agent's own metrics, always by plain HTTP and without a login; not at all without.");
  static final Flag SYSTEMD_SOCKET = Flag.of("web.systemd-socket", BOOLEAN, "false", "");
  static final Flag SLAB = Flag.of("collector.slab", BOOLEAN, "true", "Both collector.items and collector.slabs: every memcached_slab_ metric.");
  static final Flag CONFIG_FILE = Flag.of("config.file", "file", "", "YAML file with the nodes of a fleet.");
  static final Flag SHARD_INDEX = Flag.of("shard.index", "number", "0", "Which part of the nodes to poll, from 0; or ordinal, the number at the end of the host name (HOSTNAME), as a StatefulSet's pods have it.");
  static final Flag SHARD_TOTAL = Flag.of("shard.total", "number", "1", "Among how many agents the nodes are shared.");
  static final Flag LOG_LEVEL = Flag.of("log.level", "level", "info", "Log messages of this severity and above: debug, info, warn, error.");
  static final Flag LOG_FORMAT = Flag.of("log.format", "format", "logfmt", "How a line of the log is written: logfmt, json.");

  /** Known from memcached_exporter, and refused by name when asked for. */
  static final List<Flag> UNAVAILABLE = List.of(
      SYSTEMD_SOCKET);
  // spotless:on

  /** What makes sense only where TLS is spoken. */
  static final List<Flag> OF_TLS =
      List.of(TLS_CERT, TLS_KEY, TLS_CA, TLS_INSECURE, TLS_SERVER_NAME);

  /** What says which nodes are asked, and how; verbs take these too. */
  public static final List<Flag> OF_NODES = ofNodes();

  /** All that this version has, in the order of the help. */
  public static final List<Flag> ALL = all();

  private Flags() {}

  /** The switch of one collector. */
  static Flag collector(Section section) {
    String request = section.request().strip();
    return Flag.of("collector." + section.label(), BOOLEAN, "true", "Ask for " + request + ".");
  }

  private static List<Flag> ofNodes() {
    List<Flag> flags = new ArrayList<>(List.of(CONFIG_FILE, TIMEOUT, TLS));
    flags.addAll(OF_TLS);
    return List.copyOf(flags);
  }

  private static List<Flag> all() {
    List<Flag> all = new ArrayList<>(List.of(HELP, ADDRESS, TIMEOUT, PID_FILE, TLS));
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
