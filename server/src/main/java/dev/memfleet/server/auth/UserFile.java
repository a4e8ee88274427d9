package dev.memfleet.server.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import at.favre.lib.crypto.bcrypt.BCrypt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
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

  private final Path file;
  private final CheckQueue checks = new CheckQueue();
  private List<Object> stamp;
  private Map<String, byte[]> passwords;

  private UserFile(Path file) throws IOException {
    this.file = file;
    stamp = stamp();
    passwords = read();
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
    reloadIfDue();
    byte[] expected = passwords.get(new String(user, UTF_8));
    if (expected == null) {
      return false;
    }
    if (new String(expected, UTF_8).startsWith(HASH)) {
      return BCrypt.verifyer().verify(password, expected).verified;
    }
    return MessageDigest.isEqual(expected, password);
  }

  private void reloadIfDue() {
    try {
      List<Object> now = stamp();
      if (!now.equals(stamp)) {
        stamp = now;
        passwords = read();
      }
    } catch (IOException e) {
      System.err.println("memfleet-server: users not reloaded: " + e.getMessage());
    }
  }

  private List<Object> stamp() throws IOException {
    try {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      return List.of(String.valueOf(now.fileKey()), now.size(), now.lastModifiedTime());
    } catch (IOException e) {
      throw new IOException("Could not open authfile [" + file + "] for reading: " + e, e);
    }
  }

  private Map<String, byte[]> read() throws IOException {
    List<String> lines;
    try {
      lines = Files.readAllLines(file, UTF_8);
    } catch (IOException e) {
      throw new IOException("Could not open authfile [" + file + "] for reading: " + e, e);
    }
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
