package dev.memfleet.exporter.config;

import dev.memfleet.exporter.node.Quoted;
import dev.memfleet.exporter.node.Secret;
import dev.memfleet.exporter.yaml.ConfigException;
import dev.memfleet.exporter.yaml.Document;
import dev.memfleet.exporter.yaml.Document.Syntax;
import dev.memfleet.exporter.yaml.InputLimits;
import dev.memfleet.exporter.yaml.Problems;
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

/** Reads {@code tls_server_config}, and the files that it names. */
final class WebTlsReader {
  /** Any of these, if not left empty, asks for TLS. */
  private static final List<String> ASKING =
      List.of(
          "cert_file",
          "key_file",
          "cert",
          "key",
          "client_auth_type",
          "client_ca_file",
          "client_ca");

  private static final Set<String> CURVES =
      Set.of("CurveP256", "CurveP384", "CurveP521", "X25519", "X25519MLKEM768");

  /** Go's names, which are those of the registry. */
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

  private final YamlMapping tls;
  private final Path folder;
  private final Consumer<Path> reading;
  private final List<String> ignored;

  WebTlsReader(YamlMapping tls, Path folder, Consumer<Path> reading, List<String> ignored) {
    this.tls = tls.only(WebConfigKey.within("tls_server_config"));
    this.folder = folder;
    this.reading = reading;
    this.ignored = ignored;
  }

  /** Empty when it asks for no TLS, or has mistakes. */
  Optional<WebTls> read() {
    ClientAuth clientAuth = word("client_auth_type", clientAuths()).orElse(ClientAuth.NONE);
    TlsVersion oldest = word("min_version", versions()).orElse(TlsVersion.TLS12);
    TlsVersion newest = word("max_version", versions()).orElse(TlsVersion.TLS13);
    List<String> suites = tls.parsedAll("cipher_suites", text -> known(text, CIPHER_SUITES));
    boolean ownOrder = tls.bool("prefer_server_cipher_suites", true);
    if (!tls.parsedAll("curve_preferences", text -> known(text, CURVES)).isEmpty()) {
      ignored.add("curve_preferences");
    }
    List<String> allowedNames = tls.parsedAll("client_allowed_sans", text -> text);
    if (ASKING.stream().allMatch(key -> given(key).isEmpty())) {
      if (!tls.keys().isEmpty()) {
        ignored.add("tls_server_config without a certificate");
      }
      return Optional.empty();
    }
    if (oldest.compareTo(newest) > 0) {
      tls.problem("max_version", "older than min_version");
    }
    Optional<String> certificate = required("cert_file", "cert");
    Optional<String> key = required("key_file", "key");
    Optional<String> authorities = pem("client_ca_file", "client_ca");
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
      for (String key : new String[] {"client_ca_file", "client_ca"}) {
        given(key).ifPresent(ca -> tls.problem(key, "of no use without a client_auth_type"));
      }
    }
    if (!allowedNames.isEmpty() && !auth.required()) {
      tls.problem(
          "client_allowed_sans",
          "of no use unless client_auth_type is %s or %s"
              .formatted(ClientAuth.REQUIRE_ANY.word(), ClientAuth.REQUIRE_AND_VERIFY.word()));
    }
  }

  /** A text that is not left empty. */
  private Optional<String> given(String key) {
    return Optional.ofNullable(tls.text(key)).filter(text -> !text.isEmpty());
  }

  private Optional<String> required(String fileKey, String textKey) {
    if (given(fileKey).isEmpty() && given(textKey).isEmpty()) {
      tls.problem(fileKey, "is missing");
    }
    return pem(fileKey, textKey);
  }

  /** What a key says, or the file that the other key names. */
  private Optional<String> pem(String fileKey, String textKey) {
    Optional<String> file = given(fileKey);
    Optional<String> text = given(textKey);
    if (file.isPresent() && text.isPresent()) {
      tls.problem(fileKey, textKey + " is there too");
    }
    return text.isPresent() ? text : file.flatMap(name -> contents(fileKey, name));
  }

  private Optional<String> contents(String key, String name) {
    Path file = folder.resolve(name);
    reading.accept(file);
    try {
      Document text =
          new Document(Syntax.YAML, InputLimits.ofConfig(), new Problems(file.toString()));
      return Optional.of(text.text(text.file(file)));
    } catch (ConfigException unreadable) {
      tls.problem(key, unreadable.getMessage());
      return Optional.empty();
    }
  }

  private <T> Optional<T> word(String key, Map<String, T> words) {
    return tls.parsed(key, text -> text.isEmpty() ? null : words.get(known(text, words.keySet())));
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
        Nearest.to(text, words)
            .map(near -> "%s (did you mean %s?)".formatted(Quoted.text(text), near))
            .orElse(
                "%s (expected one of %s)"
                    .formatted(
                        Quoted.text(text), String.join(", ", words.stream().sorted().toList()))));
  }
}
