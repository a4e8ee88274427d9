package dev.memfleet.exporter.config;

import dev.memfleet.exporter.node.Credentials;
import dev.memfleet.exporter.node.SecretSource;
import dev.memfleet.exporter.node.TlsSettings;
import java.nio.file.Path;
import java.util.Optional;

/** Reads how to speak TLS with a server and how to log in there. */
final class SecurityReader {
  private final SecretsReader secrets;

  SecurityReader(SecretsReader secrets) {
    this.secrets = secrets;
  }

  /** What stands under {@code tls}. */
  Optional<TlsSettings> tls(YamlMapping parent) {
    if (!parent.keys().contains("tls")) {
      return Optional.empty();
    }
    YamlMapping in = parent.mapping("tls").onlyKnownKeys();
    Optional<Path> ca = secrets.file(in, "ca_file");
    Optional<Path> cert = secrets.file(in, "cert_file");
    Optional<Path> key = secrets.file(in, "key_file");
    Optional<String> serverName = in.parsed("server_name", TlsSettings::canonicalServerName);
    boolean insecure = in.bool("insecure_skip_verify", false);
    if (in.keys().contains("cert_file") != in.keys().contains("key_file")) {
      in.problem("cert_file and key_file: one is missing");
    }
    return cert.isPresent() == key.isPresent()
        ? Optional.of(new TlsSettings(ca, cert, key, serverName, insecure))
        : Optional.empty();
  }

  /** What stands under such a key: a user and a password. */
  Optional<Credentials> credentials(YamlMapping parent, String key) {
    if (!parent.keys().contains(key)) {
      return Optional.empty();
    }
    YamlMapping in = parent.mapping(key).onlyKnownKeys();
    Optional<String> username = in.required("username", Credentials::checkUsername);
    Optional<SecretSource> password = secrets.password(in);
    return username.isPresent() && password.isPresent()
        ? Optional.of(new Credentials(username.get(), password.get()))
        : Optional.empty();
  }
}
