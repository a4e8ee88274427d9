package dev.memfleet.exporter.http.pages;

import dev.memfleet.exporter.catalog.Catalog;
import dev.memfleet.exporter.catalog.Recording;
import dev.memfleet.exporter.cli.ListenAddress;
import dev.memfleet.exporter.fake.EventLoop;
import dev.memfleet.exporter.fake.RefusingNode;
import dev.memfleet.exporter.fake.Script;
import dev.memfleet.exporter.fake.ScriptedNode;
import dev.memfleet.exporter.fleet.Fleet;
import dev.memfleet.exporter.fleet.PollConfig;
import dev.memfleet.exporter.fleet.PollRules;
import dev.memfleet.exporter.http.pages.api.FleetApi;
import dev.memfleet.exporter.http.pages.status.StatusPages;
import dev.memfleet.exporter.http.server.HttpEndpoint;
import dev.memfleet.exporter.http.server.RequestLimit;
import dev.memfleet.exporter.node.Admission;
import dev.memfleet.exporter.node.Profile;
import dev.memfleet.exporter.node.Target;
import dev.memfleet.exporter.protocol.Section;
import dev.memfleet.exporter.scrape.Scraper;
import dev.memfleet.exporter.self.BuildInfo;
import dev.memfleet.exporter.self.SelfMetrics;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Three nodes and their pages: memcached and a hostile one with the version {@link #VERSION} in the
 * pool {@code a}, and one that is down in the pool {@code b}.
 */
public final class StatusFleet implements AutoCloseable {
  /** What a hostile node says its version is. */
  public static final String VERSION = "<b>1</b>&\"'";

  private static final Recording RECORDED =
      Recording.load("/recordings/memcached-1.6.18.stats.txt");
  private static final Duration LONG = Duration.ofSeconds(20);

  public final ScriptedNode memcached = ScriptedNode.memcached();
  public final ScriptedNode hostile =
      new ScriptedNode(
          Script.replay(RECORDED)
              .but(
                  Section.STATS,
                  "STAT uptime 1\r\nSTAT version " + VERSION + "\r\nSTAT threads 7\r\nEND\r\n"));
  public final RefusingNode down = new RefusingNode();

  public final Fleet fleet;
  private final EventLoop loop = new EventLoop();
  private final HttpClient client = HttpClient.newHttpClient();
  private final HttpEndpoint http = new HttpEndpoint(loop.vertx());
  private final StatusPages pages;
  private final int port;

  /**
   * Starts it.
   *
   * @param interval from one poll to the next; zero polls when asked
   * @param links to the pages
   */
  public StatusFleet(Duration interval, Links links) throws Exception {
    Clock clock = Clock.systemUTC();
    PollConfig config = new PollConfig(interval, LONG, 8, false, Duration.ZERO);
    Scraper scraper = new Scraper(Catalog.ALL, Section.USUAL, clock);
    fleet =
        new Fleet(
            loop.vertx(),
            new PollRules(scraper, config, "instance", Admission.open(Profile.PLAIN)));
    EventLoop.get(
        fleet.watch(
            List.of(
                new Target(memcached.address(), Map.of("pool", "a", "rack", "r1")),
                new Target(hostile.address(), Map.of("pool", "a")),
                new Target(down.address(), Map.of("pool", "b")))));
    FleetView view = new FleetView(loop.vertx(), fleet, List::of, clock);
    RequestLimit limit = new RequestLimit(0, new SelfMetrics(new BuildInfo("1", "r", "b")));
    FleetApi.addTo(http, view, limit);
    pages =
        StatusPages.addTo(
            http, loop.vertx(), view, links, limit, new LandingPage("1", fleet::size, links));
    port = http.listen(new ListenAddress("127.0.0.1", 0));
  }

  /** Links to an agent that is reached directly. */
  public static Links direct() {
    return new Links("", Optional.empty(), "/metrics", "/scrape");
  }

  public URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  public HttpClient client() {
    return client;
  }

  public HttpResponse<String> get(String path) throws Exception {
    return client.send(
        HttpRequest.newBuilder(uri(path)).timeout(LONG).build(), BodyHandlers.ofString());
  }

  /** Ends the pages' updates, as an agent does that stops. */
  public void closePages() throws Exception {
    loop.call(
        () -> {
          pages.close();
          return true;
        });
  }

  @Override
  public void close() throws TimeoutException {
    try {
      http.stop(Duration.ofMillis(100));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    fleet.stop().await(10, TimeUnit.SECONDS);
    loop.close();
    memcached.close();
    hostile.close();
    down.close();
  }
}
