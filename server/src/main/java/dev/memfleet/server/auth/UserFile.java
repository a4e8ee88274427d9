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

  /** Identity, size and time of the file when it was last read. */
  private List<Object> stamp;

  /** Why the last attempt to reload failed; empty if it succeeded. */
  private String failure = "";

  private Map<String, byte[]> passwords;

  private UserFile(Path file) throws IOException {
    this.file = file;
    stamp = stamp();
    passwords = parse(read());
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
    reloadIfChanged();
    byte[] expected = passwords.get(new String(user, UTF_8));
    if (expected == null) {
      return false;
    }
    if (new String(expected, UTF_8).startsWith(HASH)) {
      return BCrypt.verifyer().verify(password, expected).verified;
    }
    return MessageDigest.isEqual(expected, password);
  }

  /** Reloads a changed file; one that cannot be read is tried again at the next login. */
  private void reloadIfChanged() {
    String failed = "";
    try {
      List<Object> now = stamp();
      if (!now.equals(stamp)) {
        List<String> lines = read();
        stamp = now;
        passwords = parse(lines);
      }
    } catch (IOException e) {
      failed = String.valueOf(e.getMessage());
    }
    if (!failed.isEmpty() && !failed.equals(failure)) {
      System.err.println("memfleet-server: users not reloaded: " + failed);
    }
    failure = failed;
  }

  private List<Object> stamp() throws IOException {
    try {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      return List.of(String.valueOf(now.fileKey()), now.size(), now.lastModifiedTime());
    } catch (IOException e) {
      throw new IOException("Could not open authfile [" + file + "] for reading: " + e, e);
    }
  }

  private List<String> read() throws IOException {
    try {
      return Files.readAllLines(file, UTF_8);
    } catch (IOException e) {
      throw new IOException("Could not open authfile [" + file + "] for reading: " + e, e);
    }
  }

  private Map<String, byte[]> parse(List<String> lines) throws IOException {
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
