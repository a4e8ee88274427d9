package dev.memfleet.server.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import at.favre.lib.crypto.bcrypt.BCrypt;
import dev.memfleet.server.file.ReloadedFile;
import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A file of users, one per line, {@code name:password}; a password that begins with {@code $2} is a
 * bcrypt hash. Checks run on a separate thread, since a hash takes tens of milliseconds. The file
 * is reloaded at the first login after a change; a malformed one is then logged and ignored.
 */
public final class UserFile implements AutoCloseable {
  private static final String HASH = "$2";

  private final CheckQueue checks = new CheckQueue();
  private final ReloadedFile<Map<String, byte[]>> passwords;

  private UserFile(Path file) throws IOException {
    passwords =
        new ReloadedFile<>(
            file,
            "Could not open authfile [" + file + "] for reading",
            "users not reloaded",
            text -> parse(file, text));
  }

  /**
   * Reads the file.
   *
   * @throws IOException when it cannot be read, or has a malformed line
   */
  public static UserFile open(Path file) throws IOException {
    return new UserFile(file);
  }

  /**
   * Checks a login.
   *
   * @param answer receives whether user and password are right, on another thread
   */
  public void check(byte[] user, byte[] password, Consumer<Boolean> answer) {
    checks.add(() -> answer.accept(isRight(user, password)));
  }

  /** Whether user and password are right; on the thread of checks. */
  boolean isRight(byte[] user, byte[] password) {
    passwords.reloadIfChanged();
    byte[] expected = passwords.content().get(new String(user, UTF_8));
    if (expected == null) {
      return false;
    }
    if (new String(expected, UTF_8).startsWith(HASH)) {
      return BCrypt.verifyer().verify(password, expected).verified;
    }
    return MessageDigest.isEqual(expected, password);
  }

  private static Map<String, byte[]> parse(Path file, String text) throws IOException {
    List<String> lines = text.lines().toList();
    Map<String, byte[]> users = new LinkedHashMap<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      int colon = line.indexOf(':');
      if (colon < 0 && !line.isBlank()) {
        throw new IOException(
            "Authfile [" + file + "] line " + (i + 1) + " is malformed. Should be 'user:password'");
      }
      if (colon >= 0) {
        users.putIfAbsent(line.substring(0, colon), line.substring(colon + 1).getBytes(UTF_8));
      }
    }
    return users;
  }

  @Override
  public void close() {
    checks.close();
  }
}
