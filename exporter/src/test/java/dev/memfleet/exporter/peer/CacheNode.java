package dev.memfleet.exporter.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** A cache server that can be stopped and started again on its port. */
public final class CacheNode implements AutoCloseable {
  private final String pool;
  private final List<String> command = new ArrayList<>();
  private final int port = Daemon.freePort();
  private final Path log;
  private Daemon daemon;

  private CacheNode(Path folder, String pool, List<String> program, List<String> options) {
    this.pool = pool;
    command.addAll(program);
    command.addAll(List.of("-l", "127.0.0.1", "-p", Integer.toString(port)));
    command.addAll(options);
    log = folder.resolve("node-" + port + ".log");
    daemon = Daemon.start(command, port, log);
  }

  public static CacheNode memcached(Path folder, String pool, String... options) {
    return new CacheNode(folder, pool, List.of("memcached", "-u", "root"), List.of(options));
  }

  /** Another way to start memcached. */
  public static CacheNode of(Path folder, String pool, List<String> program) {
    return new CacheNode(folder, pool, program, List.of());
  }

  public static CacheNode reference(Path folder, String pool, String... options) {
    Path jar = Path.of("..", "server", "target", "memfleet-server.jar");
    return new CacheNode(folder, pool, AgentJar.command(jar), List.of(options));
  }

  public String pool() {
    return pool;
  }

  public int port() {
    return port;
  }

  /** The process, to signal it and to see what it takes. */
  public Process process() {
    return daemon.process();
  }

  public String address() {
    return "127.0.0.1:" + port;
  }

  public void flush() {
    try (Socket socket = connect()) {
      socket.getOutputStream().write("flush_all\r\n".getBytes(StandardCharsets.US_ASCII));
      byte[] answer = socket.getInputStream().readNBytes(4);
      if (!new String(answer, StandardCharsets.US_ASCII).equals("OK\r\n")) {
        throw new IllegalStateException(address() + " did not flush");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Opens this number of connections at the same time, then closes them. */
  public void crowd(int connections) {
    List<Socket> open = new ArrayList<>();
    try {
      for (int i = 0; i < connections; i++) {
        open.add(connect());
      }
      for (Socket socket : open) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Socket connect() throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), port);
  }

  /** Sends requests that are answered with as many lines, and reads these. */
  public String exchange(String requests, int lines) {
    return exchange(port, requests, lines);
  }

  /** The same with whoever listens on a port. */
  public static String exchange(int port, String requests, int lines) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.getOutputStream().write(requests.getBytes(StandardCharsets.US_ASCII));
      StringBuilder answer = new StringBuilder();
      for (int seen = 0; seen < lines; ) {
        int c = socket.getInputStream().read();
        if (c < 0) {
          throw new IOException(port + " closed after: " + answer);
        }
        answer.append((char) c);
        seen += c == '\n' ? 1 : 0;
      }
      return answer.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends requests; the answer is all that comes back. */
  public String converse(String requests) {
    try (Socket socket = connect()) {
      socket.getOutputStream().write((requests + "quit\r\n").getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until the node is as described, for a limited time. */
  public void await(String what, BooleanSupplier condition) {
    daemon.await(what, condition);
  }

  public void stop() {
    daemon.close();
  }

  public void restart() {
    daemon.close();
    daemon = Daemon.start(command, port, log);
  }

  @Override
  public void close() {
    daemon.close();
  }
}
