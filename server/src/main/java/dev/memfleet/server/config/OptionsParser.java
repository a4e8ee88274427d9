package dev.memfleet.server.config;

import dev.memfleet.server.config.CommandOptions.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Parses memcached's command line, with its flags, its defaults, and its messages and exit status
 * for errors. Flags are checked in the order given, then all of them together.
 */
public final class OptionsParser {
  private static final int FAILURE = 1;
  private static final int USAGE = 64;
  private static final int NO_USER = 67;
  private static final int PAGE_BYTES = 1 << 20;
  private static final int GIBIBYTE = 1 << 30;

  private final String version;
  private final String portFile;
  private final List<String> notices = new ArrayList<>();
  private final SuboptionParser extended = new SuboptionParser(notices);

  private int port = 11211;
  private final List<String> interfaces = new ArrayList<>();
  private String socketPath = "";
  private int socketMask = 0700;
  private int backlog = 1024;
  private int maxConnections = 1024;
  private int threads = 4;
  private int requestsPerEvent = 20;
  private int limitMegabytes = 64;
  private boolean evict = true;
  private double growthFactor = 1.25;
  private int minItemBytes = 48;
  private long maxItemBytes = PAGE_BYTES;
  private boolean preallocate;
  private boolean cas = true;
  private boolean shutdown;
  private boolean flush = true;
  private boolean dump = true;
  private boolean watch = true;
  private boolean detail;
  private char prefixDelimiter = ':';
  private @Nullable Protocol protocol;
  private boolean sasl;
  private String saslFile;
  private String tokenFile = "";
  private int verbosity;
  private String pidFile = "";
  private String clusterFile = "";

  private OptionsParser(String version, Map<String, String> environment) {
    this.version = version;
    portFile = environment.getOrDefault("MEMCACHED_PORT_FILENAME", "");
    saslFile = environment.getOrDefault("MEMCACHED_SASL_PWDB", "");
  }

  /**
   * The options that these arguments request.
   *
   * @param environment where {@code MEMCACHED_PORT_FILENAME} and {@code MEMCACHED_SASL_PWDB} are
   *     looked up
   * @throws UsageException when the program is to end instead: help, version, or an error
   */
  public static Options parse(String version, Map<String, String> environment, List<String> args)
      throws UsageException {
    OptionsParser parser = new OptionsParser(version, environment);
    for (CommandLine.Met met : CommandLine.split(args)) {
      parser.apply(met.flag(), met.value());
    }
    parser.validate();
    return parser.options();
  }

  private void apply(Flag flag, String value) throws UsageException {
    switch (flag) {
      case PORT -> port = Numbers.atoi(value);
      case UDP_PORT -> refuse(Numbers.atoi(value) != 0, USAGE, notBuiltWith("UDP"));
      case UNIX_SOCKET -> socketPath = value;
      case UNIX_MASK -> socketMask = (int) Numbers.strtol(value, 8);
      case ENABLE_SHUTDOWN -> shutdown = true;
      case LISTEN -> listen(value);
      case DAEMON -> notices.add("-d: stays in the foreground");
      case ENABLE_COREDUMPS -> notices.add("-r: the core file limit is not changed");
      case USER -> user(value);
      case MEMORY_LIMIT -> limitMegabytes = Numbers.atoi(value);
      case DISABLE_EVICTIONS -> evict = false;
      case CONN_LIMIT ->
          maxConnections = positive(value, "Maximum connections must be greater than 0");
      case LOCK_MEMORY ->
          notices.add(
              "warning: -k invalid, mlockall() not supported on this platform."
                  + "  proceeding without.");
      case VERBOSE -> verbosity++;
      case LICENSE -> throw new UsageException(0, License.text());
      case HELP -> throw new UsageException(0, Help.text(version));
      case VERSION -> throw new UsageException(0, "memcached " + version);
      case PIDFILE -> pidFile = value;
      case CLUSTER_CONFIG -> clusterFile = value;
      case SLAB_GROWTH_FACTOR -> {
        growthFactor = Numbers.atof(value);
        refuse(growthFactor <= 1.0, FAILURE, "Factor must be greater than 1");
      }
      case SLAB_MIN_SIZE -> minItemBytes = positive(value, "Chunk size must be greater than 0");
      case ENABLE_LARGEPAGES -> preallocate();
      case DELIMITER -> {
        refuse(value.isEmpty(), FAILURE, "No delimiter specified");
        prefixDelimiter = value.charAt(0);
        detail = true;
      }
      case THREADS -> threads(value);
      case MAX_REQS_PER_EVENT ->
          requestsPerEvent = positive(value, "Number of requests per event must be greater than 0");
      case DISABLE_CAS -> cas = false;
      case LISTEN_BACKLOG -> backlog = Numbers.atoi(value);
      case PROTOCOL -> protocol = protocol(value);
      case MAX_ITEM_SIZE -> maxItemBytes = itemSize(value);
      case ENABLE_SASL -> sasl = true;
      case SASL_USERS -> saslFile = value;
      case AUTH_FILE -> tokenFile = value;
      case DISABLE_FLUSH_ALL -> flush = false;
      case DISABLE_DUMPING -> dump = false;
      case DISABLE_WATCH -> watch = false;
      case ENABLE_SSL -> throw new UsageException(USAGE, notBuiltWith("TLS"));
      case MEMORY_FILE -> throw new UsageException(USAGE, notBuiltWith("warm restart"));
      case NAPI_IDS -> throw new UsageException(USAGE, notBuiltWith("NAPI ids"));
      case EXTENDED -> extended.parse(value);
    }
  }

  private void preallocate() {
    preallocate = true;
    notices.add("-L: memory is taken at the start, in pages of the system's usual size");
  }

  private static String notBuiltWith(String feature) {
    return "This server is not built with " + feature + " support.";
  }

  static void refuse(boolean wrong, int status, String message) throws UsageException {
    if (wrong) {
      throw new UsageException(status, message);
    }
  }

  private static int positive(String value, String message) throws UsageException {
    int number = Numbers.atoi(value);
    refuse(number <= 0, FAILURE, message);
    return number;
  }

  private void listen(String value) {
    for (String part : value.split("[;, ]", -1)) {
      if (!part.isEmpty()) {
        interfaces.add(part.startsWith("notls:") ? part.substring("notls:".length()) : part);
      }
    }
  }

  /** Checked only for root, as in memcached: no other user could change to it. */
  private void user(String name) throws UsageException {
    if (!Accounts.isRoot()) {
      return;
    }
    refuse(!Accounts.exists(name), NO_USER, "can't find the user " + name + " to switch to");
    if (!name.equals(System.getProperty("user.name"))) {
      notices.add("-u " + name + ": cannot switch users, stays " + System.getProperty("user.name"));
    }
  }

  private void threads(String value) throws UsageException {
    threads = positive(value, "Number of threads must be greater than 0");
    if (threads > 64) {
      notices.add(
          "WARNING: Setting a high number of worker threads is not recommended.\n"
              + " Set this value to the number of cores in your machine or less.");
    }
  }

  private static Protocol protocol(String value) throws UsageException {
    return switch (value) {
      case "auto" -> Protocol.AUTO;
      case "ascii" -> Protocol.ASCII;
      case "binary" -> Protocol.BINARY;
      default ->
          throw new UsageException(
              USAGE,
              "Invalid value for binding protocol: "
                  + value
                  + "\n -- should be one of auto, binary, or ascii");
    };
  }

  private static long itemSize(String value) {
    long unit = 1;
    String number = value;
    if (!value.isEmpty()) {
      char last = Character.toLowerCase(value.charAt(value.length() - 1));
      unit = last == 'k' ? 1 << 10 : last == 'm' ? 1 << 20 : 1;
      number = unit == 1 ? value : value.substring(0, value.length() - 1);
    }
    return Numbers.atoi(number) * unit;
  }

  private void validate() throws UsageException {
    refuse(port < -1 || port > 65535, USAGE, "ERROR: Invalid port number " + port + ".");
    refuse(maxItemBytes < 1024, USAGE, "Item max size cannot be less than 1024 bytes.");
    refuse(
        maxItemBytes > ((long) limitMegabytes << 20) / 2,
        USAGE,
        "Cannot set item size limit higher than 1/2 of memory max.");
    refuse(maxItemBytes > GIBIBYTE, USAGE, "Cannot set item size limit higher than a gigabyte.");
    int chunkMax = extended.chunkMaxBytes();
    refuse(
        chunkMax > maxItemBytes,
        USAGE,
        String.format(
            Locale.ROOT,
            "slab_chunk_max (bytes: %d) cannot be larger than -I (item_size_max %d)",
            chunkMax,
            maxItemBytes));
    refuse(
        maxItemBytes % chunkMax != 0,
        USAGE,
        String.format(
            Locale.ROOT,
            "-I (item_size_max: %d) must be evenly divisible by slab_chunk_max (bytes: %d)",
            maxItemBytes,
            chunkMax));
    refuse(
        PAGE_BYTES % chunkMax != 0,
        USAGE,
        String.format(
            Locale.ROOT,
            "slab_chunk_max (bytes: %d) must divide evenly into %d (slab_page_size)",
            chunkMax,
            PAGE_BYTES));
    extended.validate();
    validateLogins();
  }

  /** Checks the logins: tokens work with text only, SASL with binary only. */
  private void validateLogins() throws UsageException {
    if (sasl) {
      refuse(
          protocol != null && protocol != Protocol.BINARY,
          USAGE,
          "ERROR: You cannot allow the ASCII protocol while using SASL.");
      refuse(
          saslFile.isEmpty(),
          USAGE,
          "-S requires a file of users: set --sasl-users=<file> or MEMCACHED_SASL_PWDB");
    }
    refuse(
        !tokenFile.isEmpty() && protocol != null && protocol != Protocol.ASCII,
        USAGE,
        "ERROR: You cannot allow the BINARY protocol while using ascii authentication tokens.");
  }

  /** The protocol of connections unless {@code -B} says otherwise. */
  private Protocol protocol() {
    if (protocol != null) {
      return protocol;
    }
    if (!tokenFile.isEmpty()) {
      return Protocol.ASCII;
    }
    return sasl ? Protocol.BINARY : Protocol.AUTO;
  }

  private Options options() {
    return new Options(
        new NetworkOptions(
            port,
            interfaces,
            socketPath,
            socketMask,
            backlog,
            maxConnections,
            extended.maxConnectionsFast(),
            threads,
            requestsPerEvent,
            extended.idleTimeoutSeconds()),
        extended.memory(
            limitMegabytes,
            evict,
            growthFactor,
            minItemBytes,
            (int) maxItemBytes,
            preallocate,
            cas),
        extended.lru(),
        new CommandOptions(
            shutdown,
            flush,
            dump,
            watch,
            extended.debugTime(),
            detail,
            prefixDelimiter,
            protocol()),
        new AuthOptions(tokenFile, sasl, saslFile),
        extended.buffers(),
        new ProcessOptions(verbosity, pidFile, portFile, clusterFile),
        notices);
  }
}
