package dev.memfleet.exporter.discovery.http;

import dev.memfleet.exporter.discovery.Origin;
import dev.memfleet.exporter.discovery.Source;
import dev.memfleet.exporter.discovery.SourceContext;
import dev.memfleet.exporter.node.Credentials;
import dev.memfleet.exporter.node.HttpUrl;
import dev.memfleet.exporter.node.Secret;
import dev.memfleet.exporter.node.TlsSettings;
import dev.memfleet.exporter.settings.Key;
import dev.memfleet.exporter.settings.Keys;
import dev.memfleet.exporter.settings.Type;
import dev.memfleet.exporter.settings.YamlMapping;
import dev.memfleet.exporter.yaml.Quoted;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A page with a list of nodes, in Prometheus' http_sd format.
 *
 * @param interval from one request to the next
 * @param timeout for one request, connecting and redirects included
 * @param headers to send in addition to the usual ones
 * @param basicAuth our user name and password, for a server that requires them
 * @param tls empty for the system's authorities
 */
public record NodesUrl(
    HttpUrl url,
    Duration interval,
    Duration timeout,
    Map<String, Secret> headers,
    Optional<Credentials> basicAuth,
    Optional<TlsSettings> tls)
    implements Origin {

  public static final Keys<NodesUrl> KEYS = new Keys<>();

  // spotless:off
  private static final Key<HttpUrl> URL = KEYS.required("url", Type.text("URL", HttpUrl::parse), NodesUrl::url, "Page with a list of nodes in Prometheus' http_sd format.");
  private static final Key<Duration> INTERVAL = KEYS.key("interval", Type.POSITIVE_DURATION, Duration.ofSeconds(60), NodesUrl::interval, "Time between two requests.");
  private static final Key<Duration> TIMEOUT = KEYS.key("timeout", Type.POSITIVE_DURATION, Duration.ofSeconds(10), NodesUrl::timeout, "Timeout of one request, connecting and redirects included.");
  private static final Key<Map<String, Secret>> HEADERS = KEYS.key("headers", new Type<>("secrets", NodesUrl::headers, NodesUrl::hidden), Map.of(), page -> page.headers.isEmpty() ? null : page.headers, "Headers to send, by name; their values are secrets as `profiles.<name>.auth.password` is.");
  private static final Key<Credentials> BASIC_AUTH = KEYS.block("basic_auth", Credentials.KEYS, Credentials::read, NodesUrl::basicAuth);
  private static final Key<TlsSettings> TLS = KEYS.block("tls", TlsSettings.KEYS, TlsSettings::read, NodesUrl::tls);
  // spotless:on

  private static final String AUTHORIZATION = "Authorization";
  private static final Pattern HEADER_NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

  /** Headers that belong to the connection, and those that would ask for a body we cannot read. */
  private static final Set<String> OURS =
      Set.of(
          "accept-encoding",
          "connection",
          "content-length",
          "expect",
          "host",
          "keep-alive",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  public NodesUrl {
    Type.positive(interval);
    Type.positive(timeout);
    headers = Map.copyOf(headers);
  }

  public static Optional<NodesUrl> read(YamlMapping in) {
    Optional<HttpUrl> url = URL.given(in);
    Duration interval = INTERVAL.of(in);
    Duration timeout = TIMEOUT.of(in);
    Map<String, Secret> headers = HEADERS.of(in);
    Optional<Credentials> basicAuth = basicAuth(in, headers);
    Optional<TlsSettings> tls = TLS.given(in);
    if (tls.isPresent() && url.isPresent() && !url.get().secure()) {
      in.problem(TLS.name(), "requires an https URL");
    }
    return url.map(page -> new NodesUrl(page, interval, timeout, headers, basicAuth, tls));
  }

  private static Optional<Map<String, Secret>> headers(YamlMapping parent, String key) {
    YamlMapping in = parent.mapping(key);
    Map<String, Secret> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String name : in.keys()) {
      Optional<Secret> value = in.parsed(name, NodesUrl::headerValue);
      if (!HEADER_NAME.matcher(name).matches()) {
        in.keyProblem(name, Quoted.text(name) + " is not the name of a header");
      } else if (OURS.contains(name.toLowerCase(Locale.ROOT))) {
        in.keyProblem(name, name + " cannot be set");
      } else if (headers.containsKey(name)) {
        in.keyProblem(name, "duplicate header " + name);
      }
      value.ifPresent(text -> headers.put(name, text));
    }
    return Optional.of(headers);
  }

  private static Secret headerValue(String text) {
    Secret value = Secret.expanded(text);
    if (value.reveal().chars().anyMatch(c -> (c < ' ' && c != '\t') || c > '~')) {
      throw new IllegalArgumentException("not one line of printable ASCII characters");
    }
    return value;
  }

  private static Map<String, String> hidden(Map<String, Secret> headers) {
    Map<String, String> hidden = new TreeMap<>();
    headers.keySet().forEach(name -> hidden.put(name, Secret.REDACTED));
    return hidden;
  }

  private static Optional<Credentials> basicAuth(YamlMapping in, Map<String, Secret> headers) {
    Optional<Credentials> login = BASIC_AUTH.given(in);
    if (login.isPresent() && login.get().username().contains(":")) {
      in.mapping(BASIC_AUTH.name()).problem("username", "must not contain a colon");
    }
    if (login.isPresent() && headers.containsKey(AUTHORIZATION)) {
      in.problem(
          BASIC_AUTH.name(), "basic_auth and the header Authorization are mutually exclusive");
    }
    return login;
  }

  @Override
  public Source source(SourceContext around) {
    return new HttpSource(around.vertx(), this, around.connectors().resolver(), around.rules());
  }
}
