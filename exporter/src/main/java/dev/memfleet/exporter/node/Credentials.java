package dev.memfleet.exporter.node;

import dev.memfleet.exporter.settings.Key;
import dev.memfleet.exporter.settings.Keys;
import dev.memfleet.exporter.settings.Type;
import dev.memfleet.exporter.settings.YamlMapping;
import dev.memfleet.exporter.yaml.Quoted;
import java.nio.file.Path;
import java.util.Optional;

/** The user name and password for a node that requires a login. */
public record Credentials(String username, SecretSource password) {
  public static final Keys<Credentials> KEYS = new Keys<>();

  // spotless:off
  private static final Key<String> USERNAME = KEYS.required("username", Type.text("text", Credentials::checkUsername), Credentials::username, "User name for a server that requires a login.");
  private static final Key<Secret> PASSWORD = KEYS.optional("password", Secret.TYPE, login -> login.password instanceof SecretSource.Literal given ? Optional.of(given.secret()) : Optional.empty(), "Its password; `${NAME}` is the value of an environment variable, `$${NAME}` is the literal text `${NAME}`.");
  private static final Key<Path> PASSWORD_FILE = KEYS.optional("password_file", Type.FILE, login -> login.password instanceof SecretSource.InFile in ? Optional.of(in.file()) : Optional.empty(), "File with the password, instead of `password`.");
  // spotless:on

  public Credentials {
    checkUsername(username);
  }

  /** Empty if one is missing or invalid; no message shows the password. */
  public static Optional<Credentials> read(YamlMapping in) {
    Optional<String> username = USERNAME.given(in);
    Optional<Secret> password = PASSWORD.given(in);
    Optional<Path> file = PASSWORD_FILE.given(in);
    if (PASSWORD.isIn(in) && PASSWORD_FILE.isIn(in)) {
      in.problem("password and password_file are mutually exclusive");
    } else if (!PASSWORD.isIn(in)) {
      in.missing(PASSWORD_FILE.name());
    }
    Optional<SecretSource> source =
        password
            .<SecretSource>map(SecretSource.Literal::new)
            .or(() -> file.map(SecretSource.InFile::new));
    return username.flatMap(user -> source.map(secret -> new Credentials(user, secret)));
  }

  /**
   * Checks that a name can be sent.
   *
   * @throws IllegalArgumentException saying what is wrong
   */
  public static String checkUsername(String username) {
    if (username.isEmpty()) {
      throw new IllegalArgumentException("empty");
    }
    if (username.chars().anyMatch(c -> Character.isISOControl(c) || c == ' ')) {
      throw new IllegalArgumentException(
          Quoted.text(username) + ": white space or a control character");
    }
    return username;
  }
}
