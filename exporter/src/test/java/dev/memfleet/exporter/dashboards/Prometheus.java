package dev.memfleet.exporter.dashboards;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A Prometheus server's HTTP API. */
public final class Prometheus {
  private final HttpClient http = HttpClient.newHttpClient();
  private final String address;

  public Prometheus(int port) {
    this.address = "http://127.0.0.1:" + port;
  }

  public String address() {
    return address;
  }

  public boolean isReady() {
    try {
      return send("/-/ready").statusCode() == 200;
    } catch (UncheckedIOException e) {
      return false;
    }
  }

  /** The labels of every series of the answer. */
  public List<Map<?, ?>> query(String expression) {
    return metrics(data("/api/v1/query", Map.of("query", expression)).trees("result"));
  }

  /** The labels of every series of the answer. */
  public List<Map<?, ?>> queryRange(String expression, Instant start, Instant end, Duration step) {
    Map<String, String> parameters =
        Map.of(
            "query", expression,
            "start", Long.toString(start.getEpochSecond()),
            "end", Long.toString(end.getEpochSecond()),
            "step", Long.toString(step.toSeconds()));
    return metrics(data("/api/v1/query_range", parameters).trees("result"));
  }

  private static List<Map<?, ?>> metrics(List<Tree> result) {
    return result.stream().<Map<?, ?>>map(series -> series.tree("metric").values()).toList();
  }

  public List<String> labelValues(String label, String selector) {
    return get("/api/v1/label/" + label + "/values", Map.of("match[]", selector)).texts("data");
  }

  /** Labels of the alerts that are firing. */
  public List<Map<?, ?>> firing() {
    return data("/api/v1/alerts", Map.of()).trees("alerts").stream()
        .filter(alert -> alert.text("state").equals("firing"))
        .<Map<?, ?>>map(alert -> alert.tree("labels").values())
        .toList();
  }

  /** The rules that could not be evaluated. */
  public List<String> failingRules() {
    return data("/api/v1/rules", Map.of()).trees("groups").stream()
        .flatMap(group -> group.trees("rules").stream())
        .filter(rule -> !rule.text("lastError", "").isEmpty())
        .map(rule -> rule.text("name") + ": " + rule.text("lastError"))
        .toList();
  }

  private Tree data(String path, Map<String, String> parameters) {
    return get(path, parameters).tree("data");
  }

  private Tree get(String path, Map<String, String> parameters) {
    String query =
        new TreeMap<>(parameters)
            .entrySet().stream()
                .map(entry -> encode(entry.getKey()) + "=" + encode(entry.getValue()))
                .collect(Collectors.joining("&"));
    HttpResponse<String> response = send(path + "?" + query);
    if (response.statusCode() != 200) {
      throw new IllegalStateException(parameters + ": " + response.body());
    }
    return Tree.parse(response.body());
  }

  private HttpResponse<String> send(String path) {
    HttpRequest request = HttpRequest.newBuilder(URI.create(address + path)).build();
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
