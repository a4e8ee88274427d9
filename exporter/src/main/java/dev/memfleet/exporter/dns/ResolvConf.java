package dev.memfleet.exporter.dns;

import dev.memfleet.exporter.node.HostPort;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whom to ask, and for which names (resolv.conf(5)).
 *
 * @param servers one or more
 * @param search domains to try behind a name
 * @param dots as many make a name be tried as it is before it is tried with a domain
 */
public record ResolvConf(List<HostPort> servers, List<String> search, int dots) {
  private static final Path FILE = Path.of("/etc/resolv.conf");
  private static final Pattern DOTS = Pattern.compile("ndots:(\\d{1,2})");
  private static final int MOST_DOTS = 15;

  public ResolvConf {
    servers = List.copyOf(servers);
    search = List.copyOf(search);
  }

  /** The system's. */
  public static ResolvConf load() throws IOException {
    return parse(Files.readString(FILE, StandardCharsets.ISO_8859_1));
  }

  /** These servers, and names as they are. */
  public static ResolvConf of(List<HostPort> servers) {
    return new ResolvConf(servers, List.of(), 0);
  }

  /** Reads a file's text; lines that say nothing to us are skipped, as resolvers do. */
  static ResolvConf parse(String text) {
    List<HostPort> servers = new ArrayList<>();
    List<String> search = new ArrayList<>();
    int dots = 1;
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
        case "options" -> dots = dots(values, dots);
        default -> {
          // a comment, or an option of the C library alone
        }
      }
    }
    if (servers.isEmpty()) {
      servers.add(HostPort.parse("127.0.0.1"));
    }
    return new ResolvConf(servers, search, dots);
  }

  private static void addServer(String address, List<HostPort> servers) {
    try {
      servers.add(HostPort.parse(address));
    } catch (IllegalArgumentException unusable) {
      // such as a link-local address with its interface
    }
  }

  private static int dots(List<String> options, int otherwise) {
    int dots = otherwise;
    for (String option : options) {
      Matcher matcher = DOTS.matcher(option);
      if (matcher.matches()) {
        dots = Math.min(MOST_DOTS, Integer.parseInt(matcher.group(1)));
      }
    }
    return dots;
  }

  /** The names to ask for in turn, without a dot at their end. */
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

  private static String withoutEndDot(String name) {
    return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
  }
}
