package dev.memfleet.server.peer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Starts servers that take SASL logins of one user. */
public final class SaslServer {
  private SaslServer() {}

  /** Starts a program with its own kind of user file, which it puts into a folder. */
  public static CacheServer start(
      Software software, Path folder, String user, String password, String... arguments)
      throws IOException {
    return switch (software) {
      case MEMFLEET -> {
        Path users = folder.resolve("users");
        Files.writeString(users, user + ":" + password + "\n");
        yield CacheServer.start(
            with(software.commandLine(arguments), "-S", "--sasl-users=" + users));
      }
      case MEMCACHED -> {
        Path users = folder.resolve("sasldb2");
        Files.writeString(
            folder.resolve("memcached.conf"), "mech_list: plain\nsasldb_path: " + users + "\n");
        add(users, user, password);
        yield CacheServer.start(
            with(
                List.of("env", "SASL_CONF_PATH=" + folder),
                with(software.commandLine(arguments), "-S")));
      }
    };
  }

  private static List<String> with(List<String> command, String... more) {
    return with(command, List.of(more));
  }

  private static List<String> with(List<String> command, List<String> more) {
    return Stream.concat(command.stream(), more.stream()).toList();
  }

  private static void add(Path users, String user, String password) throws IOException {
    Process adding =
        new ProcessBuilder(
                "saslpasswd2", "-p", "-c", "-f", users.toString(), "-a", "memcached", user)
            .redirectErrorStream(true)
            .start();
    try (var in = adding.getOutputStream()) {
      in.write(password.getBytes(UTF_8));
    }
    String output = new String(adding.getInputStream().readAllBytes(), UTF_8);
    try {
      if (adding.waitFor() != 0) {
        throw new IOException("saslpasswd2: " + output);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
