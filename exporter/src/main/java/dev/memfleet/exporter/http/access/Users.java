package dev.memfleet.exporter.http.access;

import at.favre.lib.crypto.bcrypt.BCrypt;
import at.favre.lib.crypto.bcrypt.BCrypt.Version;
import at.favre.lib.crypto.bcrypt.LongPasswordStrategies;
import dev.memfleet.exporter.node.Secret;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The users who may log in. Caches a salted digest of each password that was accepted, so that only
 * the first login pays for bcrypt.
 */
final class Users {
  private static final BCrypt.Verifyer BCRYPT =
      BCrypt.verifyer(Version.VERSION_2Y, LongPasswordStrategies.truncate(Version.VERSION_2Y));

  static final Users NONE = new Users((password, hash) -> BCRYPT.verify(password, hash).verified);

  /** Checks a password against a hash, which is slow by design. */
  interface Verifier {
    boolean isOf(byte[] password, byte[] hash);
  }

  private final Verifier verifier;
  private final Map<String, User> users = new LinkedHashMap<>();
  private final List<User> all;
  private final byte[] salt;

  private static final class User {
    private final Secret hash;
    private volatile byte @Nullable [] right;

    User(Secret hash) {
      this.hash = hash;
    }
  }

  Users(Verifier verifier) {
    this.verifier = verifier;
    all = List.of();
    salt = new byte[32];
    new SecureRandom().nextBytes(salt);
  }

  private Users(Map<String, Secret> hashes, Users before) {
    hashes.forEach(
        (name, hash) -> {
          User known = before.users.get(name);
          users.put(name, known != null && known.hash.equals(hash) ? known : new User(hash));
        });
    all = List.copyOf(users.values());
    verifier = before.verifier;
    salt = before.salt;
  }

  /** Replaces the users; the logins of unchanged users stay valid. */
  Users with(Map<String, Secret> hashes) {
    return new Users(hashes, this);
  }

  boolean isEmpty() {
    return all.isEmpty();
  }

  /** Whether the same login was accepted before. */
  boolean remembers(BasicLogin login) {
    User user = users.get(login.user());
    byte[] right = user == null ? null : user.right;
    return right != null && MessageDigest.isEqual(right, digest(login));
  }

  /** Whether the login is correct; takes as long for an unknown user. */
  boolean verify(BasicLogin login) {
    User user = users.get(login.user());
    byte[] digest = digest(login);
    User checked = user == null ? all.get(Math.floorMod(digest(login.user()), all.size())) : user;
    byte[] hash = checked.hash.reveal().getBytes(StandardCharsets.US_ASCII);
    boolean right = verifier.isOf(login.password(), hash) && user != null;
    if (right) {
      checked.right = digest;
    }
    return right;
  }

  /** A digest that does not reveal the login. */
  byte[] digest(BasicLogin login) {
    MessageDigest digest = sha256();
    byte[] user = login.user().getBytes(StandardCharsets.UTF_8);
    digest.update(salt);
    digest.update(ByteBuffer.allocate(4).putInt(0, user.length));
    digest.update(user);
    digest.update(login.password());
    return digest.digest();
  }

  /** A digest that is the same for a name each time, but unpredictable. */
  private int digest(String user) {
    MessageDigest digest = sha256();
    digest.update(salt);
    return ByteBuffer.wrap(digest.digest(user.getBytes(StandardCharsets.UTF_8))).getInt();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }
}
