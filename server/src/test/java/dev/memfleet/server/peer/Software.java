package dev.memfleet.server.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
      return java(List.of());
    }
  };

  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();

  abstract List<String> program();

  /** The command that runs the jar under test with flags of the JVM. */
  static List<String> java(List<String> flags) {
    List<String> command = new ArrayList<>(List.of(JAVA));
    command.addAll(flags);
    command.addAll(List.of("-jar", jar().toString()));
    return command;
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

  private static Path jar() {
    Path here = Path.of("target", "memfleet-server.jar");
    Path jar = Files.exists(here) ? here : Path.of("server").resolve(here);
    if (!Files.exists(jar)) {
      throw new IllegalStateException("missing " + jar.toAbsolutePath() + ": run mvn package");
    }
    return jar.toAbsolutePath();
  }
}
