package dev.memfleet.server.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One running cache server; closing it kills the process. */
public final class CacheServer implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofSeconds(20);
  private static final Pattern PORT_LINE = Pattern.compile("TCP INET: (\\d+)");

  private static final Pattern UDP_PORT_LINE = Pattern.compile("UDP INET: (\\d+)");

  private static final String BINARY_VERSION = BinaryMessage.request(0x0b, "", "", "");

  private final Process process;
  private final Path directory;
  private final int port;
  private final boolean tls;
  private final @Nullable Path socket;

  private CacheServer(Process process, Path directory, int port, List<String> command) {
    this.process = process;
    this.directory = directory;
    this.port = port;
    tls = command.contains("-Z");
    socket = socket(command);
  }

  /**
   * The server picks the port itself and writes it into a file, so no two starts collide; with
   * {@code -s} it has none.
   */
  static CacheServer start(List<String> program) throws IOException {
    Path directory = Files.createTempDirectory("cache-server");
    List<String> command = new ArrayList<>(program);
    if (socket(program) == null) {
      command.addAll(List.of("-l", "127.0.0.1", "-p", "-1"));
    }
    try {
      return start(command, directory);
    } catch (IOException | RuntimeException e) {
      delete(directory);
      throw e;
    }
  }

  private static CacheServer start(List<String> command, Path directory) throws IOException {
    Path portFile = directory.resolve("port");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("log").toFile());
    builder.environment().put("MEMCACHED_PORT_FILENAME", portFile.toString());
    Process process = builder.start();
    try {
      Path socket = socket(command);
      int port =
          Polling.until(
              START_LIMIT,
              "a port from " + command,
              () -> port(process, socket == null ? portFile : socket, directory));
      CacheServer server = new CacheServer(process, directory, port, command);
      try (TextClient client = server.connect()) {
        if (command.contains("-S") || command.contains("binary")) {
          client.send(BINARY_VERSION);
          client.readThrough("1.6.");
        } else {
          client.send("version\r\n");
          client.readLine();
        }
      }
      return server;
    } catch (IOException | RuntimeException e) {
      end(process);
      throw e;
    }
  }

  private static @Nullable Path socket(List<String> command) {
    int flag = command.indexOf("-s");
    return flag < 0 ? null : Path.of(command.get(flag + 1));
  }

  /** The port in a file, or 0 once the file is a socket that accepts connections. */
  private static Optional<Integer> port(Process process, Path file, Path directory) {
    try {
      if (!process.isAlive()) {
        throw new IllegalStateException("server ended: " + Files.readString(log(directory)));
      }
      if (!Files.exists(file)) {
        return Optional.empty();
      }
      if (!Files.isRegularFile(file)) {
        return accepts(file) ? Optional.of(0) : Optional.empty();
      }
      Matcher line = PORT_LINE.matcher(Files.readString(file));
      return line.find() ? Optional.of(Integer.valueOf(line.group(1))) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean accepts(Path socket) {
    try {
      TextClient.connect(socket).close();
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static Path log(Path directory) {
    return directory.resolve("log");
  }

  /** Opens a connection. */
  public TextClient connect() throws IOException {
    if (socket != null) {
      return TextClient.connect(socket);
    }
    return tls ? TextClient.connect(port, Pem.trustingAll()) : TextClient.connect(port);
  }

  /** Port on 127.0.0.1; 0 with {@code -s}. */
  public int port() {
    return port;
  }

  /** Port for datagrams; the server was started with {@code -U}. */
  public int udpPort() throws IOException {
    Matcher line = UDP_PORT_LINE.matcher(Files.readString(directory.resolve("port")));
    if (!line.find()) {
      throw new IOException("no UDP port");
    }
    return Integer.parseInt(line.group(1));
  }

  /** Process id. */
  public long pid() {
    return process.pid();
  }

  /** The process, to signal it or to wait for its end. */
  public Process process() {
    return process;
  }

  /** What the server wrote to its standard output and error. */
  public String log() throws IOException {
    return Files.readString(log(directory));
  }

  @Override
  public void close() throws IOException {
    end(process);
    delete(directory);
  }

  private static void end(Process process) {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void delete(Path directory) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        Files.delete(file);
      }
    }
    Files.delete(directory);
  }
}
