package dev.memfleet.exporter.config;

import dev.memfleet.exporter.node.Credentials;
import dev.memfleet.exporter.node.HttpUrl;
import dev.memfleet.exporter.node.Quoted;
import dev.memfleet.exporter.node.Secret;
import dev.memfleet.exporter.node.TlsSettings;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Reads where a page with a list of nodes is, and how to ask for it. */
final class NodesUrlReader {
  private static final String AUTHORIZATION = "Authorization";
  private static final Pattern HEADER_NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

  /** Headers that belong to the connection, and what would give a body that cannot be read. */
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

  private final SecurityReader security;

  NodesUrlReader(SecurityReader security) {
    this.security = security;
  }

  Optional<Origin> read(YamlMapping in) {
    Optional<HttpUrl> url = in.required("url", HttpUrl::parse);
    Duration interval =
        in.duration("interval", PollConfig::positive).orElse(NodesUrl.DEFAULT_INTERVAL);
    Duration timeout =
        in.duration("timeout", PollConfig::positive).orElse(NodesUrl.DEFAULT_TIMEOUT);
    Map<String, Secret> headers = headers(in.mapping("headers"));
    Optional<Credentials> basicAuth = basicAuth(in, headers);
    Optional<TlsSettings> tls = security.tls(in);
    if (tls.isPresent() && url.isPresent() && !url.get().secure()) {
      in.problem("tls", "the url is not https");
    }
    return url.map(page -> new NodesUrl(page, interval, timeout, headers, basicAuth, tls));
  }

  private static Map<String, Secret> headers(YamlMapping in) {
    Map<String, Secret> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String name : in.keys()) {
      Optional<Secret> value = in.parsed(name, NodesUrlReader::headerValue);
      if (!HEADER_NAME.matcher(name).matches()) {
        in.keyProblem(name, Quoted.text(name) + " is not the name of a header");
      } else if (OURS.contains(name.toLowerCase(Locale.ROOT))) {
        in.keyProblem(name, name + " cannot be set");
      } else if (headers.containsKey(name)) {
        in.keyProblem(name, name + " is there twice");
      }
      value.ifPresent(text -> headers.put(name, text));
    }
    return headers;
  }

  private static Secret headerValue(String text) {
    Secret value = SecretsReader.expanded(text);
    if (value.reveal().chars().anyMatch(c -> (c < ' ' && c != '\t') || c > '~')) {
      throw new IllegalArgumentException("not one line of printable ASCII characters");
    }
    return value;
  }

  private Optional<Credentials> basicAuth(YamlMapping in, Map<String, Secret> headers) {
    Optional<Credentials> login = security.credentials(in, "basic_auth");
    if (login.isPresent() && login.get().username().contains(":")) {
      in.mapping("basic_auth").problem("username", "a colon has no place in it");
    }
    if (login.isPresent() && headers.containsKey(AUTHORIZATION)) {
      in.problem("basic_auth", "there is a header Authorization too");
    }
    return login;
  }
}
