package dev.memfleet.exporter.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** dnsmasq, which answers for names in {@code test} alone. */
public final class NameServer implements AutoCloseable {
  private final int port = Daemon.freePort();
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
            "--listen-address=127.0.0.1",
            "--port=" + port,
            "--local=/test/",
            "--local-ttl=" + ttlSeconds,
            "--addn-hosts=" + hosts,
            "--log-queries",
            "--log-facility=-"));
    command.addAll(List.of(flags));
    daemon = Daemon.start(command, port, log);
  }

  public String address() {
    return "127.0.0.1:" + port;
  }

  /** Answers with these addresses for a name from now on. */
  public void tell(String name, List<String> addresses) {
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
    daemon = Daemon.start(command, port, log);
  }

  @Override
  public void close() {
    daemon.close();
  }
}
