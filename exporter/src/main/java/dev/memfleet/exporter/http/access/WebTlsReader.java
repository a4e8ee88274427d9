package dev.memfleet.exporter.http.access;

import dev.memfleet.exporter.node.Secret;
import dev.memfleet.exporter.settings.Key;
import dev.memfleet.exporter.settings.Keys;
import dev.memfleet.exporter.settings.Suggestion;
import dev.memfleet.exporter.settings.Type;
import dev.memfleet.exporter.settings.YamlMapping;
import dev.memfleet.exporter.yaml.ConfigException;
import dev.memfleet.exporter.yaml.Document;
import dev.memfleet.exporter.yaml.Document.Syntax;
import dev.memfleet.exporter.yaml.InputLimits;
import dev.memfleet.exporter.yaml.Problems;
import dev.memfleet.exporter.yaml.Quoted;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads {@code tls_server_config} and the files it refers to. */
final class WebTlsReader {
  private static final Set<String> CURVES =
      Set.of("CurveP256", "CurveP384", "CurveP521", "X25519", "X25519MLKEM768");

  /** The names used by Go, which are those of the IANA registry. */
  private static final Set<String> CIPHER_SUITES =
      Stream.concat(
              Stream.of(
                  "TLS_AES_128_GCM_SHA256",
                  "TLS_AES_256_GCM_SHA384",
                  "TLS_CHACHA20_POLY1305_SHA256"),
              Stream.of("RSA", "ECDHE_RSA", "ECDHE_ECDSA")
                  .flatMap(
                      keys ->
                          Stream.of(
                                  "AES_128_CBC_SHA",
                                  "AES_256_CBC_SHA",
                                  "AES_128_CBC_SHA256",
                                  "AES_128_GCM_SHA256",
                                  "AES_256_GCM_SHA384",
                                  "CHACHA20_POLY1305_SHA256")
                              .map(cipher -> "TLS_" + keys + "_WITH_" + cipher)))
          .filter(suite -> !suite.equals("TLS_RSA_WITH_CHACHA20_POLY1305_SHA256"))
          .collect(Collectors.toUnmodifiableSet());

  static final Keys<WebTls> KEYS = new Keys<>();

  // spotless:off
  private static final Key<String> CERT_FILE = KEYS.optional("cert_file", text("file"), "The agent's certificate and its chain, in PEM. With it all pages are HTTPS.");
  private static final Key<String> KEY_FILE = KEYS.optional("key_file", text("file"), "The key of that certificate: PEM, PKCS#8, PKCS#1 or SEC 1, without a password.");
  private static final Key<String> CERT = KEYS.optional("cert", text("text"), "The certificate itself, instead of `cert_file`.");
  private static final Key<String> KEY = KEYS.optional("key", text("secret"), "The key itself, instead of `key_file`.");
  private static final Key<ClientAuth> CLIENT_AUTH_TYPE = KEYS.key("client_auth_type", word(clientAuths()).written(ClientAuth::word), ClientAuth.NONE, "Whether clients must show a certificate: `NoClientCert`, `RequestClientCert`, `RequireAnyClientCert`, `VerifyClientCertIfGiven` or `RequireAndVerifyClientCert`; only the last refuses clients whose certificate is not verified.");
  private static final Key<String> CLIENT_CA_FILE = KEYS.optional("client_ca_file", text("file"), "CA certificates that sign those of clients, in PEM; by default those of the JVM.");
  private static final Key<String> CLIENT_CA = KEYS.optional("client_ca", text("text"), "The CA certificates themselves, instead of `client_ca_file`.");
  private static final Key<List<String>> CLIENT_ALLOWED_SANS = KEYS.key("client_allowed_sans", Type.list("list of texts", text -> text), List.of(), "Names, addresses, e-mail addresses or URIs; a client's certificate must have one of them; with `RequireAnyClientCert` or `RequireAndVerifyClientCert`.");
  private static final Key<TlsVersion> MIN_VERSION = KEYS.key("min_version", word(versions()), TlsVersion.TLS12, "Oldest version: `TLS10`, `TLS11`, `TLS12` or `TLS13`; the JVM no longer supports the first two.");
  private static final Key<TlsVersion> MAX_VERSION = KEYS.key("max_version", word(versions()), TlsVersion.TLS13, "Newest version.");
  private static final Key<List<String>> CIPHER_SUITE_LIST = KEYS.key("cipher_suites", Type.list("list of words", text -> known(text, CIPHER_SUITES)), List.of(), "Cipher suites of TLS 1.2, by Go's names; by default those of the JVM. Those of TLS 1.3 are fixed.");
  private static final Key<Boolean> PREFER_SERVER_CIPHER_SUITES = KEYS.key("prefer_server_cipher_suites", Type.BOOLEAN, true, "Whether the order of `cipher_suites` takes precedence over the client's; `false` is ignored with a log line, as in Go.");
  private static final Key<List<String>> CURVE_PREFERENCES = KEYS.key("curve_preferences", Type.list("list of words", text -> known(text, CURVES)), List.of(), "Ignored with a log line: the JVM chooses the curves.");
  // spotless:on

  /** Keys that enable TLS if one of them is not empty. */
  private static final List<String> ASKING =
      Stream.of(CERT_FILE, KEY_FILE, CERT, KEY, CLIENT_AUTH_TYPE, CLIENT_CA_FILE, CLIENT_CA)
          .map(Key::name)
          .toList();

  private final YamlMapping tls;
  private final Path folder;
  private final Consumer<Path> reading;
  private final List<String> ignored;

  WebTlsReader(YamlMapping tls, Path folder, Consumer<Path> reading, List<String> ignored) {
    this.tls = tls.only(KEYS.names());
    this.folder = folder;
    this.reading = reading;
    this.ignored = ignored;
  }

  /** Empty if TLS is not configured or the configuration is invalid. */
  Optional<WebTls> read() {
    ClientAuth clientAuth = CLIENT_AUTH_TYPE.of(tls);
    TlsVersion oldest = MIN_VERSION.of(tls);
    TlsVersion newest = MAX_VERSION.of(tls);
    List<String> suites = CIPHER_SUITE_LIST.of(tls);
    boolean ownOrder = PREFER_SERVER_CIPHER_SUITES.of(tls);
    if (!CURVE_PREFERENCES.of(tls).isEmpty()) {
      ignored.add(CURVE_PREFERENCES.name());
    }
    List<String> allowedNames = CLIENT_ALLOWED_SANS.of(tls);
    if (ASKING.stream().noneMatch(this::isGiven)) {
      if (!tls.keys().isEmpty()) {
        ignored.add("tls_server_config without a certificate");
      }
      return Optional.empty();
    }
    if (oldest.compareTo(newest) > 0) {
      tls.problem(MAX_VERSION.name(), "older than min_version");
    }
    Optional<String> certificate = required(CERT_FILE, CERT);
    Optional<String> key = required(KEY_FILE, KEY);
    Optional<String> authorities = pem(CLIENT_CA_FILE, CLIENT_CA);
    checkClients(clientAuth, allowedNames);
    return certificate.isEmpty() || key.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new WebTls(
                certificate.get(),
                new Secret(key.get()),
                clientAuth,
                authorities,
                allowedNames,
                oldest,
                newest,
                suites,
                ownOrder));
  }

  private void checkClients(ClientAuth auth, List<String> allowedNames) {
    if (auth == ClientAuth.NONE) {
      for (Key<String> key : List.of(CLIENT_CA_FILE, CLIENT_CA)) {
        given(key).ifPresent(ca -> tls.problem(key.name(), "requires a client_auth_type"));
      }
    }
    if (!allowedNames.isEmpty() && !auth.required()) {
      tls.problem(
          CLIENT_ALLOWED_SANS.name(),
          "requires the client_auth_type %s or %s"
              .formatted(ClientAuth.REQUIRE_ANY.word(), ClientAuth.REQUIRE_AND_VERIFY.word()));
    }
  }

  /** A non-empty text. */
  private Optional<String> given(Key<String> key) {
    return key.given(tls).filter(text -> !text.isEmpty());
  }

  private boolean isGiven(String key) {
    return tls.parsed(key, text -> text).filter(text -> !text.isEmpty()).isPresent();
  }

  private Optional<String> required(Key<String> fileKey, Key<String> textKey) {
    if (given(fileKey).isEmpty() && given(textKey).isEmpty()) {
      tls.missing(fileKey.name());
    }
    return pem(fileKey, textKey);
  }

  /** The value of a key, or the contents of the file named by the other key. */
  private Optional<String> pem(Key<String> fileKey, Key<String> textKey) {
    Optional<String> file = given(fileKey);
    Optional<String> text = given(textKey);
    if (file.isPresent() && text.isPresent()) {
      tls.problem(fileKey.name(), "mutually exclusive with " + textKey.name());
    }
    return text.isPresent() ? text : file.flatMap(name -> contents(fileKey, name));
  }

  private Optional<String> contents(Key<String> key, String name) {
    Path file = folder.resolve(name);
    reading.accept(file);
    try {
      Document text =
          new Document(Syntax.YAML, InputLimits.ofConfig(), new Problems(file.toString()));
      return Optional.of(text.text(text.file(file)));
    } catch (ConfigException unreadable) {
      tls.problem(key.name(), unreadable.getMessage());
      return Optional.empty();
    }
  }

  private static Type<String> text(String type) {
    return Type.text(type, text -> text);
  }

  /** One of several words; an empty text counts as absent. */
  private static <T> Type<T> word(Map<String, T> words) {
    return Type.text(
        "word", text -> text.isEmpty() ? null : words.get(known(text, words.keySet())));
  }

  private static Map<String, ClientAuth> clientAuths() {
    Map<String, ClientAuth> words = new LinkedHashMap<>();
    for (ClientAuth auth : ClientAuth.values()) {
      words.put(auth.word(), auth);
    }
    words.put("RequireClientCert", ClientAuth.REQUIRE_ANY);
    return words;
  }

  private static Map<String, TlsVersion> versions() {
    return Arrays.stream(TlsVersion.values())
        .collect(
            Collectors.toMap(
                TlsVersion::name, version -> version, (a, b) -> a, LinkedHashMap::new));
  }

  private static String known(String text, Set<String> words) {
    if (words.contains(text)) {
      return text;
    }
    throw new IllegalArgumentException(
        Suggestion.to(text, words)
            .map(near -> "%s (did you mean %s?)".formatted(Quoted.text(text), near))
            .orElse(
                "%s (expected one of %s)"
                    .formatted(
                        Quoted.text(text), String.join(", ", words.stream().sorted().toList()))));
  }
}
