package dev.memfleet.server.config;

import static dev.memfleet.server.config.UsageException.FAILURE;
import static dev.memfleet.server.config.UsageException.USAGE;

import dev.memfleet.server.config.CommandOptions.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A mutable builder of the options, filled by the command-line parser: one field per option, with
 * memcached's default.
 */
final class Draft {
  private static final int DEFAULT_PORT = 11211;
  private static final int NO_USER = 67;
  private static final int MANY_THREADS = 64;

  final String version;
  final StoreDraft store = new StoreDraft();
  final TlsDraft tls = new TlsDraft();

  /** Warnings about options, such as those without effect on this server. */
  final List<String> notices = new ArrayList<>();

  int udpPort;
  String socketPath = "";
  int socketMask = 0700;
  int backlog = 1024;
  int maxConnections = 1024;
  boolean maxConnectionsFast = true;
  int requestsPerEvent = 20;
  int idleTimeoutSeconds;
  boolean shutdown;
  boolean flush = true;
  boolean dump = true;
  boolean watch = true;
  boolean debugTime;
  boolean sasl;
  String saslFile;
  String tokenFile = "";
  int verbosity;
  String pidFile = "";
  String clusterFile = "";
  int watcherLogBytes = 256 << 10;
  int workerLogBytes = 64 << 10;
  int readLimitBytes;
  private final String portFile;
  private final List<String> interfaces = new ArrayList<>();
  private int threads = 4;
  private boolean detail;
  private @Nullable Integer port;
  private char prefixDelimiter = ':';
  private @Nullable Protocol protocol;

  Draft(String version, Map<String, String> environment) {
    this.version = version;
    portFile = environment.getOrDefault("MEMCACHED_PORT_FILENAME", "");
    saslFile = environment.getOrDefault("MEMCACHED_SASL_PWDB", "");
  }

  static String notBuiltWith(String feature) {
    return "This server is not built with " + feature + " support.";
  }

  /** Ends the program with status 1 unless the value is usable. */
  static void check(boolean usable, String message) throws UsageException {
    if (!usable) {
      throw new UsageException(FAILURE, message);
    }
  }

  /** Ends the program with status 64 if options conflict, or if one is not supported. */
  static void refuse(boolean wrong, String message) throws UsageException {
    if (wrong) {
      throw new UsageException(USAGE, message);
    }
  }

  static int positive(String value, String message) throws UsageException {
    int number = Numbers.atoi(value);
    check(number > 0, message);
    return number;
  }

  /** Adds the addresses of {@code -l}, separated by commas, semicolons or spaces. */
  void listen(String value) {
    for (String part : value.split("[;, ]", -1)) {
      if (!part.isEmpty()) {
        interfaces.add(part);
      }
    }
  }

  /**
   * Checks the user of {@code -u}, as in memcached only if root runs the server: other users cannot
   * switch.
   */
  void user(String name) throws UsageException {
    if (!Accounts.isRoot()) {
      return;
    }
    if (!Accounts.exists(name)) {
      throw new UsageException(NO_USER, "can't find the user " + name + " to switch to");
    }
    String present = System.getProperty("user.name");
    if (!name.equals(present)) {
      notices.add("-u " + name + ": cannot switch users, continues as " + present);
    }
  }

  void threads(String value) throws UsageException {
    threads = positive(value, "Number of threads must be greater than 0");
    if (threads > MANY_THREADS) {
      notices.add(
          "WARNING: Setting a high number of worker threads is not recommended.\n"
              + " Set this value to the number of cores in your machine or less.");
    }
  }

  /** Sets the delimiter of key prefixes and turns on the counters per prefix ({@code -D}). */
  void delimiter(String value) throws UsageException {
    check(!value.isEmpty(), "No delimiter specified");
    prefixDelimiter = value.charAt(0);
    detail = true;
  }

  void protocol(String value) throws UsageException {
    protocol =
        switch (value) {
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

  /** Sets the defaults of memcached 1.4 ({@code -o no_modern}). */
  void classic() {
    store.classic();
    maxConnectionsFast = false;
    notices.add("-o no_modern: the hash function is not changed, there is only one");
  }

  /** Checks all options and their combinations. */
  void validate() throws UsageException {
    checkPort(port());
    checkPort(udpPort);
    store.validateSizes();
    store.validateShares();
    validateLogins();
    tls.validate();
  }

  private static void checkPort(int port) throws UsageException {
    refuse(port < -1 || port > 65535, "ERROR: Invalid port number " + port + ".");
  }

  void port(int given) {
    port = given;
  }

  /** The TCP port: the one given, else the UDP port, else memcached's default. */
  private int port() {
    if (port != null) {
      return port;
    }
    return udpPort != 0 ? udpPort : DEFAULT_PORT;
  }

  /** Checks that the protocol supports the login: tokens need text, SASL needs binary. */
  private void validateLogins() throws UsageException {
    if (sasl) {
      refuse(
          protocol != null && protocol != Protocol.BINARY,
          "ERROR: You cannot allow the ASCII protocol while using SASL.");
      refuse(
          saslFile.isEmpty(),
          "-S requires a file of users: set --sasl-users=<file> or MEMCACHED_SASL_PWDB");
      refuse(udpPort != 0, "ERROR: Cannot enable UDP while using binary SASL authentication.");
    }
    refuse(
        udpPort != 0 && !tokenFile.isEmpty(),
        "Cannot use UDP with ascii authentication enabled (-U 0 to disable)");
    refuse(
        !tokenFile.isEmpty() && protocol != null && protocol != Protocol.ASCII,
        "ERROR: You cannot allow the BINARY protocol while using ascii authentication tokens.");
  }

  /** The protocol of connections: that of {@code -B}, or else the one that the login needs. */
  private Protocol protocol() {
    if (protocol != null) {
      return protocol;
    }
    if (!tokenFile.isEmpty()) {
      return Protocol.ASCII;
    }
    return sasl ? Protocol.BINARY : Protocol.AUTO;
  }

  Options options() {
    return new Options(
        new NetworkOptions(
            port(),
            udpPort,
            interfaces,
            socketPath,
            socketMask,
            backlog,
            maxConnections,
            maxConnectionsFast,
            threads,
            requestsPerEvent,
            idleTimeoutSeconds),
        store.options(),
        store.automoveTuning(),
        store.nominal(),
        new CommandOptions(
            shutdown, flush, dump, watch, debugTime, detail, prefixDelimiter, protocol()),
        tls.options(),
        new AuthOptions(tokenFile, sasl, saslFile),
        new BufferOptions(watcherLogBytes, workerLogBytes, readLimitBytes),
        new ProcessOptions(verbosity, pidFile, portFile, clusterFile),
        notices);
  }
}
