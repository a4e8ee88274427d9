package dev.memfleet.exporter.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The programs that are measured. */
final class Programs {
  private static final Path JAR = Path.of("target", "memfleet-exporter.jar");
  private static final Path LAUNCHER = Path.of("deploy", "memfleet-exporter");
  private static final String NULL = "/dev/null";

  private Programs() {}

  /** A way to start a build of the agent. */
  record Agent(String label, Path jar, boolean launcher) {
    /** This build started in both ways; if given, the earlier build comes before it each time. */
    static List<Agent> all(@Nullable Path before) {
      List<Agent> all = new ArrayList<>();
      for (boolean launcher : new boolean[] {false, true}) {
        String way = launcher ? "launcher" : "java -jar";
        if (before != null) {
          all.add(new Agent(way + ", before", before, launcher));
        }
        all.add(new Agent(way, JAR, launcher));
      }
      return all;
    }

    Process start(int port, String... flags) {
      return start(List.of(), port, flags);
    }

    /** Starts the agent under a wrapper, a command that runs the command after it. */
    Process start(List<String> wrapper, int port, String... flags) {
      List<String> command = new ArrayList<>(wrapper);
      if (launcher) {
        command.addAll(List.of("env", "MEMFLEET_JAR=" + jar, LAUNCHER.toString()));
      } else {
        command.addAll(List.of("java", "-jar", jar.toString()));
      }
      command.add("--web.listen-address=127.0.0.1:" + port);
      command.add("--log.level=error");
      command.addAll(List.of(flags));
      return run(command);
    }
  }

  /** The verb that watches a memcached for a window, whatever that costs. */
  static Process insight(int port, int seconds) {
    return run(
        Redirect.INHERIT,
        List.of(
            "java",
            "-Xmx64m",
            "-jar",
            JAR.toString(),
            "insight",
            "127.0.0.1:" + port,
            "--watch=" + seconds + "s",
            "--max-cpu=1",
            "--format=json"));
  }

  static Process memcached(int port, String listen) {
    return run(
        List.of(
            "memcached", "-u", "root", "-l", listen, "-p", "" + port, "-c", "20000", "-m", "256"));
  }

  private static Process run(List<String> command) {
    return run(Redirect.to(Path.of(NULL).toFile()), command);
  }

  private static Process run(Redirect errors, List<String> command) {
    try {
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.redirectOutput(Path.of(NULL).toFile()).redirectError(errors);
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  static void awaitListening(int port) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    while (System.nanoTime() - end < 0) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
        return;
      } catch (IOException notYet) {
        TimeUnit.MILLISECONDS.sleep(2);
      }
    }
    throw new IllegalStateException("no listener on port " + port);
  }

  static void stop(Process process) {
    process.destroy();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
