package dev.memfleet.server.net;

import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * The unix socket of {@code -s}. It is bound in a directory that only this user may enter, given
 * its permissions, and then linked to its path, so that it cannot be reached before {@code -a} is
 * in effect. The link never replaces a file, and only a socket is removed from the path.
 */
public final class UnixSocket {
  private static final int FILE_TYPE = 0170000;
  private static final int SOCKET = 0140000;
  private static final int ATTEMPTS = 100;
  private static final String NAME = "s";

  private final Path path;
  private final Path directory;

  private UnixSocket(Path path, Path directory) {
    this.path = path;
    this.directory = directory;
  }

  /** Removes a leftover socket from the path, and prepares to bind another one. */
  static UnixSocket prepare(Path path) throws IOException {
    remove(path);
    refuseIfTaken(path);
    return new UnixSocket(path, privateDirectory(path.toAbsolutePath()));
  }

  private static void refuseIfTaken(Path path) throws IOException {
    if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException("Address already in use (by a file that is not a socket)");
    }
  }

  /** Creates a directory with a short name, because a socket's path is limited to 107 bytes. */
  private static Path privateDirectory(Path beside) throws IOException {
    SecureRandom random = new SecureRandom();
    for (int attempt = 1; ; attempt++) {
      Path directory =
          beside.resolveSibling(String.format(Locale.ROOT, ".%06x", random.nextInt(1 << 24)));
      try {
        return Files.createDirectory(
            directory,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      } catch (FileAlreadyExistsException e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  /** The address to bind. */
  SocketAddress address() {
    return SocketAddress.domainSocketAddress(directory.resolve(NAME).toString());
  }

  /** Links the bound socket to its path, with these permissions. */
  void publish(int mask) throws IOException {
    Path bound = directory.resolve(NAME);
    Files.setPosixFilePermissions(bound, permissions(mask));
    try {
      Files.createLink(path, bound);
    } catch (FileAlreadyExistsException e) {
      throw new IOException("Address already in use", e);
    }
  }

  /** Removes the private directory. */
  void cleanUp() throws IOException {
    Files.deleteIfExists(directory.resolve(NAME));
    Files.deleteIfExists(directory);
  }

  private static Set<PosixFilePermission> permissions(int mask) {
    Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
    PosixFilePermission[] all = PosixFilePermission.values();
    for (int i = 0; i < all.length; i++) {
      if ((mask & 0400 >> i) != 0) {
        permissions.add(all[i]);
      }
    }
    return permissions;
  }

  /**
   * Removes a socket at this path; a file of another kind stays, and so does the target of a link.
   */
  public static void remove(Path path) throws IOException {
    if (Files.exists(path, LinkOption.NOFOLLOW_LINKS) && isSocket(path)) {
      Files.delete(path);
    }
  }

  private static boolean isSocket(Path path) throws IOException {
    Object mode = Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
    return mode instanceof Integer bits && (bits & FILE_TYPE) == SOCKET;
  }
}
