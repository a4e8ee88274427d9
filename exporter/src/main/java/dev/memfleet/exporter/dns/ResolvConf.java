package dev.memfleet.exporter.dns;

import dev.memfleet.exporter.node.HostPort;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The resolver configuration: which servers to query, and for which names (resolv.conf(5)).
 *
 * @param servers one or more
 * @param search domains to append to a name
 * @param dots a name with at least this many is tried as given before a domain is appended
 * @param timeout for one query to one server
 * @param attempts how often each server is queried at most
 */
public record ResolvConf(
    List<HostPort> servers, List<String> search, int dots, Duration timeout, int attempts) {
  private static final Path FILE = Path.of("/etc/resolv.conf");
  private static final Pattern OPTION = Pattern.compile("(ndots|timeout|attempts):(\\d{1,2})");
  private static final int MAX_DOTS = 15;
  private static final int MAX_SECONDS = 30;
  private static final int MAX_ATTEMPTS = 5;

  /** The defaults. */
  private static final ResolvConf DEFAULT =
      new ResolvConf(List.of(HostPort.parse("127.0.0.1")), List.of(), 1, Duration.ofSeconds(5), 2);

  public ResolvConf {
    if (servers.isEmpty()) {
      throw new IllegalArgumentException("no name server");
    }
    servers = List.copyOf(servers);
    search = List.copyOf(search);
  }

  /** The system's configuration. */
  public static ResolvConf load() throws IOException {
    return parse(Files.readString(FILE, StandardCharsets.ISO_8859_1));
  }

  /** A configuration with these servers and no search domains. */
  public static ResolvConf of(List<HostPort> servers) {
    return new ResolvConf(servers, List.of(), 0, DEFAULT.timeout, DEFAULT.attempts);
  }

  /** Parses a file; skips unknown lines, as resolvers do. */
  static ResolvConf parse(String text) {
    List<HostPort> servers = new ArrayList<>();
    List<String> search = new ArrayList<>();
    List<String> options = new ArrayList<>();
    for (String line : text.split("\n", -1)) {
      String[] words = line.strip().split("\\s+", -1);
      List<String> values = List.of(words).subList(1, words.length);
      switch (words[0]) {
        case "nameserver" -> values.stream().limit(1).forEach(value -> addServer(value, servers));
        case "search", "domain" -> {
          search.clear();
          values.stream()
              .map(ResolvConf::withoutEndDot)
              .filter(s -> !s.isEmpty())
              .forEach(search::add);
        }
        case "options" -> options.addAll(values);
        default -> {
          // a comment, or an option of the C library only
        }
      }
    }
    return new ResolvConf(
        servers.isEmpty() ? DEFAULT.servers : servers,
        search,
        Math.min(MAX_DOTS, option(options, "ndots", DEFAULT.dots)),
        Duration.ofSeconds(
            atLeastOne(option(options, "timeout", (int) DEFAULT.timeout.toSeconds()), MAX_SECONDS)),
        atLeastOne(option(options, "attempts", DEFAULT.attempts), MAX_ATTEMPTS));
  }

  private static void addServer(String address, List<HostPort> servers) {
    try {
      HostPort server = HostPort.parse(address);
      if (server.isAddress()) {
        servers.add(server);
      }
    } catch (IllegalArgumentException unusable) {
      // not an address
    }
  }

  /** The last value of an option. */
  private static int option(List<String> options, String name, int otherwise) {
    int value = otherwise;
    for (String option : options) {
      Matcher matcher = OPTION.matcher(option);
      if (matcher.matches() && matcher.group(1).equals(name)) {
        value = Integer.parseInt(matcher.group(2));
      }
    }
    return value;
  }

  private static int atLeastOne(int number, int most) {
    return Math.max(1, Math.min(most, number));
  }

  /** The names to query in order, without trailing dots. */
  List<String> candidates(String name) {
    if (name.endsWith(".")) {
      return List.of(withoutEndDot(name));
    }
    List<String> candidates = new ArrayList<>();
    search.forEach(domain -> candidates.add(name + "." + domain));
    boolean asItIsFirst = name.chars().filter(c -> c == '.').count() >= dots;
    candidates.add(asItIsFirst ? 0 : candidates.size(), name);
    return candidates;
  }

  static String withoutEndDot(String name) {
    return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
  }
}
