package dev.memfleet.exporter.config;

import dev.memfleet.exporter.secret.SecretSource;
import dev.memfleet.exporter.target.AllowedTargets;
import dev.memfleet.exporter.target.Credentials;
import dev.memfleet.exporter.target.Profile;
import dev.memfleet.exporter.target.Quoted;
import dev.memfleet.exporter.target.TargetPattern;
import dev.memfleet.exporter.target.TlsSettings;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads profiles: how to connect to nodes. */
final class ProfilesReader {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]+");

  private final SecretsReader secrets;

  ProfilesReader(SecretsReader secrets) {
    this.secrets = secrets;
  }

  /** The profiles by name; one with mistakes is there too, in some form. */
  Map<String, Profile> profiles(YamlMapping in) {
    Map<String, Profile> profiles = new LinkedHashMap<>();
    for (String name : in.keys()) {
      if (NAME.matcher(name).matches()) {
        profiles.put(name, profile(name, in.mapping(name).onlyKnownKeys()));
      } else {
        in.keyProblem(
            name,
            "%s is not a name of a profile (expected letters, digits, _ and -)"
                .formatted(Quoted.text(name)));
      }
    }
    return profiles;
  }

  private Profile profile(String name, YamlMapping in) {
    return new Profile(
        name,
        in.keys().contains("tls") ? tls(in.mapping("tls").onlyKnownKeys()) : Optional.empty(),
        in.keys().contains("auth") ? auth(in.mapping("auth").onlyKnownKeys()) : Optional.empty(),
        allowedTargets(in));
  }

  /** What stands under {@code allowed_targets}. */
  static AllowedTargets allowedTargets(YamlMapping in) {
    return new AllowedTargets(in.parsedAll("allowed_targets", TargetPattern::parse));
  }

  private Optional<TlsSettings> tls(YamlMapping in) {
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

  private Optional<Credentials> auth(YamlMapping in) {
    Optional<String> username = in.required("username", Credentials::checkUsername);
    Optional<SecretSource> password = secrets.password(in);
    return username.isPresent() && password.isPresent()
        ? Optional.of(new Credentials(username.get(), password.get()))
        : Optional.empty();
  }
}
