package dev.memfleet.server.config;

import org.jspecify.annotations.Nullable;

/** The command line flags: letter, long name, value, lines of help, and what they set. */
enum Flag {
  // spotless:off
  PORT('p', "port", "=<num>", "TCP port to listen on (default: 11211)",
      (d, v) -> d.port(Numbers.atoi(v))),
  UDP_PORT('U', "udp-port", "=<num>", "UDP port to listen on (default: 0, off)",
      (d, v) -> d.udpPort = Numbers.atoi(v)),
  UNIX_SOCKET('s', "unix-socket", "=<file>", "UNIX socket to listen on (disables network support)",
      (d, v) -> d.socketPath = v),
  UNIX_MASK('a', "unix-mask", "=<mask>", "access mask for UNIX socket, in octal (default: 700)",
      (d, v) -> d.socketMask = (int) Numbers.strtol(v, 8)),
  ENABLE_SHUTDOWN('A', "enable-shutdown", null, "enable ascii \"shutdown\" command",
      (d, v) -> d.shutdown = true),
  LISTEN('l', "listen", "=<addr>", "interface to listen on (default: INADDR_ANY)\nwith -Z, 'notls:' in front turns TLS off, 'btls:' requests no\nclient certificate, 'mtls:' requires one",
      Draft::listen),
  DAEMON('d', "daemon", null, "accepted; the server stays in the foreground",
      (d, v) -> d.notices.add("-d: stays in the foreground")),
  ENABLE_COREDUMPS('r', "enable-coredumps", null, "accepted; the core file limit is not changed",
      (d, v) -> d.notices.add("-r: the core file limit is not changed")),
  USER('u', "user", "=<user>", "needed to run as root; the user is not switched",
      Draft::user),
  MEMORY_LIMIT('m', "memory-limit", "=<num>", "item memory in megabytes (default: 64)",
      (d, v) -> d.store.limitMegabytes = Numbers.atoi(v)),
  DISABLE_EVICTIONS('M', "disable-evictions", null, "return error on memory exhausted instead of evicting",
      (d, v) -> d.store.evict = false),
  CONN_LIMIT('c', "conn-limit", "=<num>", "max simultaneous connections (default: 1024)",
      (d, v) -> d.maxConnections = Draft.positive(v, "Maximum connections must be greater than 0")),
  LOCK_MEMORY('k', "lock-memory", null, "accepted; memory is not locked",
      (d, v) -> d.notices.add("warning: -k invalid, mlockall() not supported on this platform.  proceeding without.")),
  VERBOSE('v', "verbose", null, "verbose; -vv prints slab classes, connections,\nclient commands and responses",
      (d, v) -> d.verbosity++),
  LICENSE('i', "license", null, "print the license and exit",
      (d, v) -> { throw new UsageException(0, License.text()); }),
  HELP('h', "help", null, "print this help and exit",
      (d, v) -> { throw new UsageException(0, Help.text(d.version)); }),
  VERSION('V', "version", null, "print version and exit",
      (d, v) -> { throw new UsageException(0, "memcached " + d.version); }),
  PIDFILE('P', "pidfile", "=<file>", "save PID in <file>",
      (d, v) -> d.pidFile = v),
  SLAB_GROWTH_FACTOR('f', "slab-growth-factor", "=<num>", "chunk size growth factor (default: 1.25)",
      (d, v) -> d.store.growthFactor(v)),
  SLAB_MIN_SIZE('n', "slab-min-size", "=<bytes>", "min space used for key+value+flags (default: 48)",
      (d, v) -> d.store.minItemBytes = Draft.positive(v, "Chunk size must be greater than 0")),
  ENABLE_LARGEPAGES('L', "enable-largepages", null, "preallocate all memory, with a page for each slab class",
      (d, v) -> d.store.preallocate(d.notices)),
  DELIMITER('D', "delimiter", "=<char>", "delimiter between key prefixes and IDs (default: \":\");\nalso turns on the counts of \"stats detail\"",
      Draft::delimiter),
  THREADS('t', "threads", "=<num>", "number of threads to use (default: 4)",
      Draft::threads),
  MAX_REQS_PER_EVENT('R', "max-reqs-per-event", "=<num>", "requests served per connection before it\nyields to others (default: 20)",
      (d, v) -> d.requestsPerEvent = Draft.positive(v, "Number of requests per event must be greater than 0")),
  DISABLE_CAS('C', "disable-cas", null, "disable use of CAS",
      (d, v) -> d.store.cas = false),
  LISTEN_BACKLOG('b', "listen-backlog", "=<num>", "set the backlog queue limit (default: 1024)",
      (d, v) -> d.backlog = Numbers.atoi(v)),
  PROTOCOL('B', "protocol", "=<name>", "protocol - one of ascii, binary, or auto (default: auto-negotiate)",
      Draft::protocol),
  MAX_ITEM_SIZE('I', "max-item-size", "=<num>", "adjusts max item size\n(default: 1m, min: 1k, max: 1024m)",
      (d, v) -> d.store.maxItemBytes = Numbers.size(v)),
  ENABLE_SASL('S', "enable-sasl", null, "turn on SASL authentication (PLAIN, binary protocol)",
      (d, v) -> d.sasl = true),
  SASL_USERS(Flag.NO_LETTER, "sasl-users", "=<file>", "users for -S, one per line: name:password, plain or bcrypt\n(default: $MEMCACHED_SASL_PWDB)",
      (d, v) -> d.saslFile = v),
  AUTH_FILE('Y', "auth-file", "=<file>", "require ascii clients to log in; <file> has one user per\nline: name:password, plain or bcrypt",
      (d, v) -> d.tokenFile = v),
  DISABLE_FLUSH_ALL('F', "disable-flush-all", null, "disable flush_all command",
      (d, v) -> d.flush = false),
  DISABLE_DUMPING('X', "disable-dumping", null, "disable stats cachedump and lru_crawler metadump",
      (d, v) -> d.dump = false),
  DISABLE_WATCH('W', "disable-watch", null, "disable watch commands (live logging)",
      (d, v) -> d.watch = false),
  ENABLE_SSL('Z', "enable-ssl", null, "enable TLS; needs -o ssl_chain_cert",
      (d, v) -> d.tls.enabled = true),
  MEMORY_FILE('e', "memory-file", "=<file>", null,
      (d, v) -> Draft.refuse(true, Draft.notBuiltWith("warm restart"))),
  NAPI_IDS('N', "napi-ids", "=<num>", null,
      (d, v) -> Draft.refuse(true, Draft.notBuiltWith("NAPI ids"))),
  CLUSTER_CONFIG(Flag.NO_LETTER, "cluster-config", "=<file>", "answer \"config get cluster\" with the version and the\nnodes in <file>, reread when it changes",
      (d, v) -> d.clusterFile = v),
  EXTENDED('o', "extended", "", "comma separated list of extended options\nmost options have a 'no_' prefix to disable",
      Suboption::applyAll);
  // spotless:on

  /** Applies a flag to the options read so far. */
  private interface Setter {
    void set(Draft draft, String value) throws UsageException;
  }

  /** The letter of a flag that has only a long name. */
  static final char NO_LETTER = 0;

  final char letter;
  final String longName;

  /** How the help shows the flag's value; null when it takes none. */
  final @Nullable String value;

  /** Null for a flag that is refused; the help omits it. */
  final @Nullable String help;

  @SuppressWarnings("ImmutableEnumChecker") // a function
  private final Setter setter;

  Flag(char letter, String longName, @Nullable String value, @Nullable String help, Setter setter) {
    this.letter = letter;
    this.longName = longName;
    this.value = value;
    this.help = help;
    this.setter = setter;
  }

  /** Applies the flag, with its value if it takes one. */
  void apply(Draft draft, String given) throws UsageException {
    setter.set(draft, given);
  }

  boolean takesValue() {
    return value != null;
  }
}
