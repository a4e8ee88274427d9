package dev.memfleet.exporter.config;

import dev.memfleet.exporter.config.WebConfig.RateLimit;
import dev.memfleet.exporter.node.Quoted;
import dev.memfleet.exporter.node.Secret;
import dev.memfleet.exporter.yaml.Problems;
import dev.memfleet.exporter.yaml.Value;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Turns the document into a web config; mistakes go to the problems, and no secret into them. */
final class WebConfigReader {
  private static final Pattern BCRYPT =
      Pattern.compile("\\$2[aby]\\$(0[4-9]|[12][0-9]|3[01])\\$[./A-Za-z0-9]{53}");

  private static final Pattern HEADER_VALUE = Pattern.compile("[\\x20-\\x7e\\xa0-\\xff]*");

  /** Headers that may have certain values only. */
  private static final Map<String, List<String>> HEADER_VALUES =
      Map.of(
          "X-Content-Type-Options", List.of("nosniff"),
          "X-Frame-Options", List.of("deny", "sameorigin"));

  private final Problems problems;
  private final Path folder;
  private final Consumer<Path> reading;
  private final List<String> ignored = new ArrayList<>();

  /**
   * @param folder what relative paths are relative to
   * @param reading is told of each file before it is read
   */
  WebConfigReader(Problems problems, Path folder, Consumer<Path> reading) {
    this.problems = problems;
    this.folder = folder;
    this.reading = reading;
  }

  /** What the document says; to be used only if no problem was added. */
  WebConfig read(Value root) {
    YamlMapping top = new YamlMapping(root, "", problems).only(WebConfigKey.within(""));
    YamlMapping tls = top.secretMapping("tls_server_config");
    YamlMapping http = section(top, "http_server_config");
    boolean http2 = http.bool("http2", true);
    return new WebConfig(
        new WebTlsReader(tls, folder, reading, ignored).read(),
        http2,
        headers(http.mapping("headers")),
        users(top.secretMapping("basic_auth_users")),
        rateLimit(section(top, "rate_limit")),
        ignored);
  }

  private static YamlMapping section(YamlMapping top, String key) {
    return top.mapping(key).only(WebConfigKey.within(key));
  }

  private static Map<String, String> headers(YamlMapping headers) {
    headers.only(WebConfigKey.within("http_server_config.headers"));
    Map<String, String> values = new LinkedHashMap<>();
    for (String name : headers.keys()) {
      headers
          .parsed(name, value -> checkedHeader(name, value))
          .filter(value -> !value.isEmpty())
          .ifPresent(value -> values.put(name, value));
    }
    return values;
  }

  private static String checkedHeader(String name, String value) {
    List<String> allowed = HEADER_VALUES.get(name);
    if (allowed != null && !value.isEmpty() && !allowed.contains(value)) {
      throw new IllegalArgumentException(
          "%s (expected %s)".formatted(Quoted.text(value), String.join(" or ", allowed)));
    }
    if (!HEADER_VALUE.matcher(value).matches()) {
      throw new IllegalArgumentException(
          Quoted.text(value) + ": not one line of printable characters");
    }
    return value;
  }

  private static Map<String, Secret> users(YamlMapping users) {
    Map<String, Secret> hashes = new LinkedHashMap<>();
    for (String name : users.keys()) {
      if (name.contains(":")) {
        users.keyProblem(name, Quoted.text(name) + ": nobody can log in with a colon in the name");
      }
      users.parsed(name, WebConfigReader::checkedHash).ifPresent(hash -> hashes.put(name, hash));
    }
    return hashes;
  }

  private static Secret checkedHash(String hash) {
    if (!BCRYPT.matcher(hash).matches()) {
      throw new IllegalArgumentException("not a bcrypt hash ($2y$, $2b$ or $2a$)");
    }
    return new Secret(hash);
  }

  private static Optional<RateLimit> rateLimit(YamlMapping limit) {
    Duration interval = limit.duration("interval", PollConfig::zeroOrMore).orElse(Duration.ZERO);
    if (interval.isZero()) {
      limit.integer("burst", number -> number);
      return Optional.empty();
    }
    if (!limit.keys().contains("burst")) {
      limit.problem("burst", "is missing");
    }
    return limit
        .integer("burst", PollConfig::oneOrMore)
        .map(burst -> new RateLimit(interval, burst));
  }
}
