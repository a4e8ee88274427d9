package dev.memfleet.server.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/** The server programs that tests compare. Both are started by the same arguments. */
public enum Software {
  /** The distribution's memcached. */
  MEMCACHED {
    @Override
    List<String> program() {
      return List.of("/usr/bin/memcached");
    }
  },
  /** The jar under test, as users run it. */
  MEMFLEET {
    @Override
    List<String> program() {
      return java(STARTING_FAST, Jar.built());
    }
  };

  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();

  /**
   * The flags, from the system property {@code server.jvm}, with which the jar starts for the least
   * CPU time; none in benchmarks.
   */
  static final List<String> STARTING_FAST =
      List.of(System.getProperty("server.jvm", "-Xshare:auto").split(" "));

  abstract List<String> program();

  /** The command that runs the jar under test with flags of the JVM. */
  static List<String> java(List<String> flags) {
    return java(flags, Jar.COPY);
  }

  static List<String> java(List<String> flags, Path jar) {
    List<String> command = new ArrayList<>(List.of(JAVA));
    command.addAll(flags);
    command.addAll(List.of("-jar", jar.toString()));
    return command;
  }

  /** Starts another jar of the server, such as that of an earlier build. */
  public static CacheServer startJar(Path jar, String... arguments) throws IOException {
    return CacheServer.start(commandLine(java(List.of(), jar), arguments));
  }

  /** Starts the jar under test with flags of the JVM. */
  public static CacheServer startJava(List<String> flags, String... arguments) throws IOException {
    return CacheServer.start(commandLine(java(flags), arguments));
  }

  /** The command that runs the jar under test, with flags of the JVM, whoever the user is. */
  public static List<String> javaCommandLine(List<String> flags, String... arguments) {
    return commandLine(java(flags), arguments);
  }

  /** Starts the program on a free loopback port and returns once it answers. */
  public CacheServer start(String... arguments) throws IOException {
    return CacheServer.start(commandLine(arguments));
  }

  /** The command that runs this program with these arguments, whoever the user is. */
  public List<String> commandLine(String... arguments) {
    return commandLine(program(), arguments);
  }

  private static List<String> commandLine(List<String> program, String... arguments) {
    List<String> command = new ArrayList<>(program);
    if (System.getProperty("user.name").equals("root")) {
      command.addAll(List.of("-u", "root"));
    }
    command.addAll(List.of(arguments));
    return command;
  }

  /** A copy of the jar that every user can read: the folder of a clone may be its owner's alone. */
  private static final class Jar {
    static final Path COPY = copy();

    private static Path copy() {
      try {
        Path folder = Files.createTempDirectory("memfleet-server");
        Path copy = Files.copy(built(), folder.resolve("memfleet-server.jar"));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rw-r--r--"));
        folder.toFile().deleteOnExit();
        copy.toFile().deleteOnExit();
        return copy;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static Path built() {
      Path here = Path.of("target", "memfleet-server.jar");
      Path jar = Files.exists(here) ? here : Path.of("server").resolve(here);
      if (!Files.exists(jar)) {
        throw new IllegalStateException("missing " + jar.toAbsolutePath() + ": run mvn package");
      }
      return jar;
    }
  }
}
