package dev.memfleet.server.net;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.memfleet.server.peer.Polling;
import dev.memfleet.server.peer.ServerUsage;
import dev.memfleet.server.peer.Software;
import dev.memfleet.server.peer.TextClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The jar under test in a process that another program limits; closing kills it. */
final class LimitedServer implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofSeconds(60);

  private final Process process;
  private final Path log;
  private final int port;

  private LimitedServer(Process process, Path log, int port) {
    this.process = process;
    this.log = log;
    this.port = port;
  }

  /** Starts {@code limiter... java flags... -jar jar arguments...}, which may end at once. */
  static LimitedServer launch(List<String> limiter, List<String> flags, String... arguments)
      throws IOException {
    return launch(freePort(), limiter, flags, arguments);
  }

  private static LimitedServer launch(
      int port, List<String> limiter, List<String> flags, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(limiter);
    command.addAll(Software.javaCommandLine(flags, arguments));
    command.addAll(List.of("-l", "127.0.0.1", "-p", Integer.toString(port)));
    Path log = Files.createTempFile("limited-server", ".log");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    return new LimitedServer(process, log, port);
  }

  /** Starts a server and waits until it serves. */
  static LimitedServer start(List<String> limiter, List<String> flags, String... arguments)
      throws IOException {
    return launch(limiter, flags, arguments).serving();
  }

  /** Starts another server on the port of this one, and waits until it serves. */
  LimitedServer again(List<String> flags, String... arguments) throws IOException {
    return launch(port, List.of(), flags, arguments).serving();
  }

  private LimitedServer serving() throws IOException {
    try {
      Polling.until(START_LIMIT, "an answer", this::answerUnlessEnded);
      return this;
    } catch (RuntimeException e) {
      String log = log();
      close();
      throw new IllegalStateException(log, e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return any.getLocalPort();
    }
  }

  private Optional<String> answerUnlessEnded() {
    if (!process.isAlive()) {
      throw new IllegalStateException("ended: " + process.exitValue());
    }
    return answer();
  }

  /** The version, asked for by a new client; nothing if that fails. */
  Optional<String> answer() {
    try (TextClient client = TextClient.connect(port)) {
      client.send("version\r\n");
      return Optional.of(client.readLine()).filter(line -> line.startsWith("VERSION"));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  int port() {
    return port;
  }

  Process process() {
    return process;
  }

  String log() throws IOException {
    return Files.readString(log, UTF_8);
  }

  /** The log once it has this text. */
  Optional<String> logged(String text) {
    try {
      return Optional.of(log()).filter(written -> written.contains(text));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Memory the process has, in bytes. */
  long residentBytes() throws IOException {
    return ServerUsage.residentBytes(process.pid());
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    process.onExit().join();
    Files.delete(log);
  }
}
