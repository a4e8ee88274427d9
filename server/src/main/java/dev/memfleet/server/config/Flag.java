package dev.memfleet.server.config;

import org.jspecify.annotations.Nullable;

/** The command line flags: letter, long name, value, and lines of help. */
enum Flag {
  // spotless:off
  PORT('p', "port", "=<num>", "TCP port to listen on (default: 11211)"),
  UDP_PORT('U', "udp-port", "=<num>", null),
  UNIX_SOCKET('s', "unix-socket", "=<file>", "UNIX socket to listen on (disables network support)"),
  UNIX_MASK('a', "unix-mask", "=<mask>", "access mask for UNIX socket, in octal (default: 700)"),
  ENABLE_SHUTDOWN('A', "enable-shutdown", null, "enable ascii \"shutdown\" command"),
  LISTEN('l', "listen", "=<addr>", "interface to listen on (default: INADDR_ANY)"),
  DAEMON('d', "daemon", null, null),
  ENABLE_COREDUMPS('r', "enable-coredumps", null, null),
  USER('u', "user", "=<user>", null),
  MEMORY_LIMIT('m', "memory-limit", "=<num>", "item memory in megabytes (default: 64)"),
  DISABLE_EVICTIONS('M', "disable-evictions", null, "return error on memory exhausted instead of evicting"),
  CONN_LIMIT('c', "conn-limit", "=<num>", "max simultaneous connections (default: 1024)"),
  LOCK_MEMORY('k', "lock-memory", null, null),
  VERBOSE('v', "verbose", null, "verbose; -vv prints slab classes, connections,\nclient commands and responses"),
  LICENSE('i', "license", null, "print the license and exit"),
  HELP('h', "help", null, "print this help and exit"),
  VERSION('V', "version", null, "print version and exit"),
  PIDFILE('P', "pidfile", "=<file>", "save PID in <file>"),
  SLAB_GROWTH_FACTOR('f', "slab-growth-factor", "=<num>", "chunk size growth factor (default: 1.25)"),
  SLAB_MIN_SIZE('n', "slab-min-size", "=<bytes>", "min space used for key+value+flags (default: 48)"),
  ENABLE_LARGEPAGES('L', "enable-largepages", null, "take all memory at the start, and a page for each slab class"),
  DELIMITER('D', "delimiter", "=<char>", "delimiter between key prefixes and IDs, counted by\n\"stats detail\" from the start (default: \":\", not counted)"),
  THREADS('t', "threads", "=<num>", "number of threads to use (default: 4)"),
  MAX_REQS_PER_EVENT('R', "max-reqs-per-event", "=<num>", "requests served per connection before it\nyields to others (default: 20)"),
  DISABLE_CAS('C', "disable-cas", null, "disable use of CAS"),
  LISTEN_BACKLOG('b', "listen-backlog", "=<num>", "set the backlog queue limit (default: 1024)"),
  PROTOCOL('B', "protocol", "=<name>", "protocol - one of ascii, binary, or auto (default: auto-negotiate)"),
  MAX_ITEM_SIZE('I', "max-item-size", "=<num>", "adjusts max item size\n(default: 1m, min: 1k, max: 1024m)"),
  ENABLE_SASL('S', "enable-sasl", null, "turn on SASL authentication (PLAIN, binary protocol)"),
  SASL_USERS(Flag.NO_LETTER, "sasl-users", "=<file>", "users for -S, a line each: name:password, plain or bcrypt\n(default: $MEMCACHED_SASL_PWDB)"),
  AUTH_FILE('Y', "auth-file", "=<file>", "ask ascii clients for a user of <file>, a line each:\nname:password, plain or bcrypt"),
  DISABLE_FLUSH_ALL('F', "disable-flush-all", null, "disable flush_all command"),
  DISABLE_DUMPING('X', "disable-dumping", null, "disable stats cachedump and lru_crawler metadump"),
  DISABLE_WATCH('W', "disable-watch", null, "disable watch commands (live logging)"),
  ENABLE_SSL('Z', "enable-ssl", null, null),
  MEMORY_FILE('e', "memory-file", "=<file>", null),
  NAPI_IDS('N', "napi-ids", "=<num>", null),
  CLUSTER_CONFIG(Flag.NO_LETTER, "cluster-config", "=<file>", "answer \"config get cluster\" with the version and the\nnodes in <file>, reread when it changes"),
  EXTENDED('o', "extended", "", "comma separated list of extended options\nmost options have a 'no_' prefix to disable");
  // spotless:on

  /** The letter of a flag that has only a long name. */
  static final char NO_LETTER = 0;

  final char letter;
  final String longName;

  /** How the help shows the flag's value; null when it takes none. */
  final @Nullable String value;

  /** Null for a flag that does nothing here, or is refused; the help omits it. */
  final @Nullable String help;

  Flag(char letter, String longName, @Nullable String value, @Nullable String help) {
    this.letter = letter;
    this.longName = longName;
    this.value = value;
    this.help = help;
  }

  boolean takesValue() {
    return value != null;
  }
}
