package dev.memfleet.exporter.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** dnsmasq, which answers for names in {@code test} alone. */
public final class NameServer implements AutoCloseable {
  private final InetSocketAddress address;
  private final Path hosts;
  private final Path log;
  private final List<String> command = new ArrayList<>();
  private Daemon daemon;

  /**
   * Starts it.
   *
   * @param ttlSeconds time to live of its records
   * @param flags further ones of dnsmasq's
   */
  public NameServer(Path folder, int ttlSeconds, String... flags) {
    this(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), Daemon.freePort()),
        folder,
        ttlSeconds,
        flags);
  }

  /** Starts it on port 53, as resolv.conf wants it, of a loopback address of this process. */
  public static NameServer ofTheSystem(Path folder, int ttlSeconds) {
    long pid = ProcessHandle.current().pid();
    byte[] ip = {127, 53, (byte) (pid >> 8), (byte) pid};
    try {
      return new NameServer(
          new InetSocketAddress(InetAddress.getByAddress(ip), 53), folder, ttlSeconds);
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  private NameServer(InetSocketAddress address, Path folder, int ttlSeconds, String... flags) {
    this.address = address;
    hosts = FleetFile.replace(folder.resolve("hosts"), "");
    log = folder.resolve("dnsmasq.log");
    command.addAll(
        List.of(
            "dnsmasq",
            "--keep-in-foreground",
            "--conf-file=/dev/null",
            "--pid-file=",
            "--user=root",
            "--no-resolv",
            "--no-hosts",
            "--bind-interfaces",
            "--listen-address=" + ip(),
            "--port=" + address.getPort(),
            "--local=/test/",
            "--local-ttl=" + ttlSeconds,
            "--addn-hosts=" + hosts,
            "--log-queries",
            "--log-facility=-"));
    command.addAll(List.of(flags));
    daemon = Daemon.start(command, address, log);
  }

  public String address() {
    return ip() + ":" + address.getPort();
  }

  /** Its IP address. */
  public String ip() {
    return address.getAddress().getHostAddress();
  }

  /** Answers with these addresses for a name from now on. */
  public void serve(String name, List<String> addresses) {
    StringBuilder lines = new StringBuilder();
    addresses.forEach(address -> lines.append(address).append(' ').append(name).append('\n'));
    FleetFile.replace(hosts, lines.toString());
    long read = timesRead();
    try {
      String pid = Long.toString(daemon.process().pid());
      new ProcessBuilder("kill", "-HUP", pid).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    daemon.await("reading its hosts", () -> timesRead() > read);
  }

  private long timesRead() {
    return daemon.output().lines().filter(line -> line.contains("read " + hosts)).count();
  }

  /** How often it was asked for a name. */
  public long asked(String name) {
    try {
      return Files.readString(log)
          .lines()
          .filter(line -> line.contains("query[") && line.contains("] " + name + " from"))
          .count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public void stop() {
    daemon.close();
  }

  public void restart() {
    daemon.close();
    daemon = Daemon.start(command, address, log);
  }

  @Override
  public void close() {
    daemon.close();
  }
}
