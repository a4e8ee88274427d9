package dev.memfleet.exporter.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A process that listens on a loopback port until it is stopped. */
public final class Daemon implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final List<String> command;
  private final Path log;
  private final Process process;

  private Daemon(List<String> command, Path log) throws IOException {
    this.command = command;
    this.log = log;
    ProcessBuilder.Redirect append = ProcessBuilder.Redirect.appendTo(log.toFile());
    process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(append).start();
  }

  /** Starts it and waits until it accepts connections. */
  public static Daemon start(List<String> command, int port, Path log) {
    return start(command, new InetSocketAddress(InetAddress.getLoopbackAddress(), port), log);
  }

  /** Starts it and waits until it accepts connections there. */
  public static Daemon start(List<String> command, InetSocketAddress address, Path log) {
    try {
      Daemon daemon = new Daemon(command, log);
      daemon.await("listening on " + address, () -> accepts(address));
      return daemon;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits for a condition, which must come true while the process lives. */
  public void await(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        close();
        throw new IllegalStateException(command + " is not " + what + ":\n" + output());
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  /** The process, to signal it and to see its end. */
  public Process process() {
    return process;
  }

  /** What it wrote so far. */
  public String output() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean accepts(InetSocketAddress address) {
    try (Socket socket = new Socket()) {
      socket.connect(address, 200);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
