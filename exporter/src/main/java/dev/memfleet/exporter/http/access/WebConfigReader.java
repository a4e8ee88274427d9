package dev.memfleet.exporter.http.access;

import dev.memfleet.exporter.http.access.WebConfig.RateLimit;
import dev.memfleet.exporter.node.Secret;
import dev.memfleet.exporter.settings.Key;
import dev.memfleet.exporter.settings.Keys;
import dev.memfleet.exporter.settings.Reading;
import dev.memfleet.exporter.settings.Type;
import dev.memfleet.exporter.settings.YamlMapping;
import dev.memfleet.exporter.yaml.Problems;
import dev.memfleet.exporter.yaml.Quoted;
import dev.memfleet.exporter.yaml.Value;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Converts the document to a web config; adds errors to the problems, never a secret. */
final class WebConfigReader {
  private static final Pattern BCRYPT =
      Pattern.compile("\\$2[aby]\\$(0[4-9]|[12][0-9]|3[01])\\$[./A-Za-z0-9]{53}");

  private static final Pattern HEADER_VALUE = Pattern.compile("[\\x20-\\x7e\\xa0-\\xff]*");

  private static final Keys<Map<String, String>> HEADER_KEYS = new Keys<>();
  private static final Keys<WebConfig> HTTP_KEYS = new Keys<>();
  private static final Keys<RateLimit> LIMIT_KEYS = new Keys<>();
  static final Keys<WebConfig> KEYS = new Keys<>();

  // spotless:off
  /** Headers that a file may set, some of them to certain values only. */
  private static final List<Key<String>> HEADERS = List.of(
      header("Content-Security-Policy", "Value of this header in every response."),
      header("Strict-Transport-Security", "Value of this header, which makes browsers use HTTPS only."),
      header("X-Content-Type-Options", "`nosniff`.", "nosniff"),
      header("X-Frame-Options", "`deny` or `sameorigin`.", "deny", "sameorigin"),
      header("X-XSS-Protection", "Value of this header, for old browsers."));

  private static final Key<Boolean> HTTP2 = HTTP_KEYS.key("http2", Type.BOOLEAN, true, "Whether clients may speak HTTP/2, over TLS only.");
  private static final String HTTP_HEADERS = HTTP_KEYS.nested("headers", HEADER_KEYS);
  private static final Key<Duration> INTERVAL = LIMIT_KEYS.key("interval", Type.DURATION, Duration.ZERO, "Time after which one more request is allowed; 0 for no limit.");
  private static final Key<Integer> BURST = LIMIT_KEYS.optional("burst", Type.integer(number -> number), "Number of requests allowed at once. Required with an interval.");
  private static final String TLS = KEYS.nested("tls_server_config", WebTlsReader.KEYS);
  private static final String HTTP = KEYS.nested("http_server_config", HTTP_KEYS);
  private static final String USERS = KEYS.written("basic_auth_users", "users", "{}", unwritten -> null, "Name and bcrypt hash (`$2y$`, `$2b$`, `$2a$`) of each user; with any, every page asks for a login.");
  private static final String RATE_LIMIT = KEYS.nested("rate_limit", LIMIT_KEYS);
  // spotless:on

  private final Problems problems;
  private final Path folder;
  private final Consumer<Path> reading;
  private final List<String> ignored = new ArrayList<>();

  /**
   * @param folder what relative paths are relative to
   * @param reading called with each file before it is read
   */
  WebConfigReader(Problems problems, Path folder, Consumer<Path> reading) {
    this.problems = problems;
    this.folder = folder;
    this.reading = reading;
  }

  /** Reads the document; the result is valid only if no problem was added. */
  WebConfig read(Value root) {
    YamlMapping top =
        new YamlMapping(root, "", new Reading(problems, folder, false)).only(KEYS.names());
    YamlMapping tls = top.secretMapping(TLS);
    YamlMapping http = top.mapping(HTTP).only(HTTP_KEYS.names());
    return new WebConfig(
        new WebTlsReader(tls, folder, reading, ignored).read(),
        HTTP2.of(http),
        headers(http.mapping(HTTP_HEADERS).only(HEADER_KEYS.names())),
        users(top.secretMapping(USERS)),
        rateLimit(top.mapping(RATE_LIMIT).only(LIMIT_KEYS.names())),
        ignored);
  }

  private static Key<String> header(String name, String help, String... allowed) {
    return HEADER_KEYS.optional(
        name, Type.text("text", value -> checkedHeader(value, List.of(allowed))), help);
  }

  private static Map<String, String> headers(YamlMapping in) {
    Map<String, String> values = new HashMap<>();
    for (Key<String> header : HEADERS) {
      header
          .given(in)
          .filter(value -> !value.isEmpty())
          .ifPresent(value -> values.put(header.name(), value));
    }
    return values;
  }

  private static String checkedHeader(String value, List<String> allowed) {
    if (!allowed.isEmpty() && !value.isEmpty() && !allowed.contains(value)) {
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
        users.keyProblem(name, Quoted.text(name) + ": a name with a colon cannot log in");
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
    Duration interval = INTERVAL.of(limit);
    if (interval.isZero()) {
      BURST.given(limit);
      return Optional.empty();
    }
    limit.missing(BURST.name());
    return limit
        .integer(BURST.name(), Type::oneOrMore)
        .map(burst -> new RateLimit(interval, burst));
  }
}
