package dev.memfleet.exporter.dashboards;

import dev.memfleet.exporter.peer.Daemon;
import dev.memfleet.exporter.peer.FleetFile;
import java.nio.file.Path;
import java.util.List;

/** Debian's Prometheus on a port of its own. */
public final class RunningPrometheus implements AutoCloseable {
  private final Daemon daemon;
  private final Prometheus api;

  private RunningPrometheus(Daemon daemon, Prometheus api) {
    this.daemon = daemon;
    this.api = api;
  }

  /**
   * Starts it and waits until it is ready.
   *
   * @param folder for its configuration, its log and, in {@code data}, its storage
   * @param config {@code prometheus.yml}
   */
  public static RunningPrometheus start(Path folder, String config) {
    Path file = FleetFile.replace(folder.resolve("prometheus.yml"), config);
    int port = Daemon.freePort();
    List<String> command =
        List.of(
            "prometheus",
            "--config.file=" + file,
            "--storage.tsdb.path=" + folder.resolve("data"),
            "--web.listen-address=127.0.0.1:" + port);
    Daemon daemon = Daemon.start(command, port, folder.resolve("prometheus.log"));
    Prometheus api = new Prometheus(port);
    daemon.await("ready", api::isReady);
    return new RunningPrometheus(daemon, api);
  }

  public Prometheus api() {
    return api;
  }

  public Daemon daemon() {
    return daemon;
  }

  /** Waits until an expression has an answer. */
  public void await(String expression) {
    daemon.await("answering " + expression, () -> !api.query(expression).isEmpty());
  }

  @Override
  public void close() {
    daemon.close();
  }
}
