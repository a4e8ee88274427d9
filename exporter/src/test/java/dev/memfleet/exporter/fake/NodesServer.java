package dev.memfleet.exporter.fake;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.Map;

/**
 * An HTTP server with a list of nodes; {@link #requests} are the lines of the heads it was sent.
 */
public final class NodesServer extends FakeNode {
  private volatile Script script = status("404 Not Found");

  public NodesServer() {
    start();
  }

  /** Answers every request with this list from now on. */
  public NodesServer serve(String json) {
    return apply(page("200 OK\r\nContent-Type: application/json", json));
  }

  /** Answers every request so; the script is given its first line. */
  public NodesServer apply(Script other) {
    script = other;
    return this;
  }

  /** An empty answer with this status, and perhaps headers. */
  public static Script status(String status) {
    return page(status, "");
  }

  /** An answer with a body. */
  public static Script page(String statusAndHeaders, String body) {
    int length = body.getBytes(UTF_8).length;
    String head = "HTTP/1.1 %s\r\nContent-Length: %d\r\n\r\n".formatted(statusAndHeaders, length);
    byte[] all = (head + body).getBytes(UTF_8);
    return (request, client) -> client.send(all);
  }

  /** Answers by the first line of a request; 404 to any other. */
  public static Script byPath(Map<String, Script> pages) {
    Map<String, Script> all = Map.copyOf(pages);
    return (request, client) ->
        all.getOrDefault(request.split(" ", -1)[1], status("404 Not Found"))
            .answer(request, client);
  }

  /** A list with these nodes. */
  public static String list(Object... nodes) {
    StringBuilder targets = new StringBuilder();
    for (Object node : nodes) {
      targets.append(targets.isEmpty() ? "" : ", ").append('"').append(node).append('"');
    }
    return "[{\"targets\": [" + targets + "]}]";
  }

  /** Where a page of this server is. */
  public String url(String path) {
    return "http://" + address() + path;
  }

  /** How often it was asked for something. */
  public long asked() {
    return requests().stream().filter(line -> line.startsWith("GET ")).count();
  }

  @Override
  void converse(Peer peer) throws IOException, InterruptedException {
    for (String first = peer.readLine(); first != null; first = peer.readLine()) {
      String line = first;
      while (line != null && !line.isEmpty()) {
        line = peer.readLine();
      }
      script.answer(first, peer);
    }
  }
}
