package dev.memfleet.exporter.peer;

import dev.memfleet.exporter.catalog.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** The agent's jar, run as users run it. */
public final class Agent implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
  private final int port = Daemon.freePort();
  private final Daemon daemon;

  private Agent(Path folder, List<String> wrapper, String[] jvmFlags, String... flags) {
    List<String> command = new ArrayList<>(wrapper);
    command.addAll(AgentJar.command(jvmFlags));
    command.add("--web.listen-address=127.0.0.1:" + port);
    command.addAll(List.of(flags));
    daemon = Daemon.start(command, port, folder.resolve("agent-" + port + ".log"));
    daemon.await("ready", () -> daemon.output().contains("msg=ready nodes="));
  }

  /** Starts it and waits until it says that it is ready. */
  public static Agent start(Path folder, String... flags) {
    return new Agent(folder, List.of(), new String[0], flags);
  }

  /** Starts it with flags for the JVM, and waits until it says that it is ready. */
  public static Agent startWith(Path folder, String[] jvmFlags, String... flags) {
    return new Agent(folder, List.of(), jvmFlags, flags);
  }

  /** Starts it on a machine whose {@code resolv.conf} is this file. */
  public static Agent startResolvingBy(Path resolvConf, Path folder, String... flags) {
    String mount = "mount --bind %s /etc/resolv.conf && exec \"$@\"".formatted(resolvConf);
    List<String> wrapper = List.of("unshare", "--mount", "sh", "-c", mount, "sh");
    return new Agent(folder, wrapper, new String[0], flags);
  }

  /**
   * Starts it under limits, and waits until it says that it is ready.
   *
   * @param limiter the command that sets the limits and then runs the words that come after it
   */
  public static Agent startUnder(
      List<String> limiter, Path folder, String[] jvmFlags, String... flags) {
    return new Agent(folder, limiter, jvmFlags, flags);
  }

  public String address() {
    return "127.0.0.1:" + port;
  }

  public int port() {
    return port;
  }

  public Daemon daemon() {
    return daemon;
  }

  /** Its log, without the lines that a slow machine causes. */
  public String ownLog() {
    return daemon
        .output()
        .lines()
        .filter(line -> !line.contains("BlockedThreadChecker"))
        .filter(line -> !line.contains("agent unhealthy") && !line.contains("agent healthy"))
        .collect(Collectors.joining("\n"));
  }

  public HttpResponse<String> get(String path) {
    try {
      return http.send(request(path), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Posts nothing to a path. */
  public HttpResponse<String> post(String path) {
    HttpRequest request =
        HttpRequest.newBuilder(uri(path))
            .timeout(PATIENCE)
            .POST(HttpRequest.BodyPublishers.noBody())
            .build();
    return http.sendAsync(request, BodyHandlers.ofString()).join();
  }

  public CompletableFuture<HttpResponse<String>> getAsync(String path) {
    return http.sendAsync(request(path), BodyHandlers.ofString());
  }

  private HttpRequest request(String path) {
    return HttpRequest.newBuilder(uri(path)).timeout(PATIENCE).build();
  }

  private URI uri(String path) {
    return URI.create("http://" + address() + path);
  }

  /** The series of a page, as {@link Page#parse} names them. */
  public SortedMap<String, Double> page(String path) {
    HttpResponse<String> response = get(path);
    if (response.statusCode() != 200) {
      throw new IllegalStateException(path + ": " + response.statusCode() + response.body());
    }
    return Page.parse(response.body());
  }

  @Override
  public void close() {
    daemon.close();
  }
}
