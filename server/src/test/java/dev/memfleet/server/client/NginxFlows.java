package dev.memfleet.server.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.memfleet.server.peer.Polling;
import dev.memfleet.server.peer.TextClient;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** An application stores its pages in all servers of a fleet, and nginx serves them from there. */
final class NginxFlows {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final int PAGES = 30;
  private static final int GZIPPED = 2;

  private final Fleet fleet;
  private final int port;
  private final List<String> seen = new ArrayList<>();

  private NginxFlows(Fleet fleet, int port) {
    this.fleet = fleet;
    this.port = port;
  }

  /** The pages that browsers saw. */
  static List<String> run(Fleet fleet, Path folder) throws IOException {
    try (Front nginx = Front.nginx(fleet, folder)) {
      NginxFlows flows = new NginxFlows(fleet, nginx.port());
      flows.pages();
      flows.invalidation();
      flows.lostNode();
      return flows.seen;
    }
  }

  private void pages() throws IOException {
    seen.add(page("/none"));
    store("/json", 0, "{\"name\":\"Zoë\"}".getBytes(UTF_8));
    seen.add(page("/json"));
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write("compressible ".repeat(5000).getBytes(UTF_8));
    }
    store("/compressed", GZIPPED, packed.toByteArray());
    seen.add(page("/compressed"));
    store("/large", 0, "x".repeat(900_000).getBytes(UTF_8));
    seen.add("large " + page("/large").length());
  }

  private void invalidation() throws IOException {
    store("/news", 0, "yesterday".getBytes(UTF_8));
    seen.add(page("/news"));
    onEachServer("delete /news\r\n");
    seen.add(page("/news"));
    store("/news", 0, "today".getBytes(UTF_8));
    seen.add(page("/news"));
  }

  private void lostNode() throws IOException {
    for (int i = 0; i < PAGES; i++) {
      store("/page/" + i, 0, ("page " + i).getBytes(UTF_8));
    }
    seen.add("whole " + served());
    fleet.order("cut");
    Polling.until(LIMIT, "pages from the other servers", this::allPages);
    fleet.order("mend");
    Polling.until(LIMIT, "pages from the server that is back", this::pagesOfAllServers);
    seen.add("mended " + served());
  }

  private Optional<Boolean> allPages() {
    try {
      return served() == PAGES ? Optional.of(true) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Optional<Boolean> pagesOfAllServers() {
    return allPages().filter(all -> fleet.isServed());
  }

  /** How many of the pages come from the cache. */
  private int served() throws IOException {
    int served = 0;
    for (int i = 0; i < PAGES; i++) {
      served += page("/page/" + i).endsWith(" page " + i) ? 1 : 0;
    }
    return served;
  }

  private void store(String key, int flags, byte[] value) throws IOException {
    onEachServer(
        "set %s %d 60 %d\r\n%s\r\n"
            .formatted(key, flags, value.length, new String(value, ISO_8859_1)));
  }

  private void onEachServer(String command) throws IOException {
    for (TextClient server : fleet.connect()) {
      try (server) {
        seen.add(server.exchange(command).strip());
      }
    }
  }

  /** Status, encoding and body of a page. */
  private String page(String path) throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection) URI.create("http://127.0.0.1:" + port + path).toURL().openConnection();
    try (InputStream in = connection.getInputStream()) {
      byte[] body = in.readAllBytes();
      String encoding = String.valueOf(connection.getContentEncoding());
      return connection.getResponseCode() + " " + encoding + " " + text(body, encoding);
    }
  }

  private static String text(byte[] body, String encoding) throws IOException {
    if (!encoding.equals("gzip")) {
      return new String(body, UTF_8);
    }
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }
}
