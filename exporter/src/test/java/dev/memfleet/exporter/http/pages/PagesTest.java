package dev.memfleet.exporter.http.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.exporter.catalog.Catalog;
import dev.memfleet.exporter.cli.ListenAddress;
import dev.memfleet.exporter.exposition.Exposition;
import dev.memfleet.exporter.fake.EventLoop;
import dev.memfleet.exporter.fake.RefusingNode;
import dev.memfleet.exporter.fake.ScriptedNode;
import dev.memfleet.exporter.fleet.Fleet;
import dev.memfleet.exporter.fleet.PollConfig;
import dev.memfleet.exporter.fleet.PollRules;
import dev.memfleet.exporter.http.server.HttpEndpoint;
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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code /metrics} and {@code /scrape} of a node that is up and one that is down. */
@Timeout(60)
class PagesTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final EventLoop LOOP = new EventLoop();
  private static final HttpEndpoint HTTP = new HttpEndpoint(LOOP.vertx());
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final ScriptedNode UP = ScriptedNode.memcached();
  private static final RefusingNode DOWN = new RefusingNode();
  private static int port;

  @BeforeAll
  static void start() throws Exception {
    Clock clock = Clock.systemUTC();
    PollConfig config = new PollConfig(Duration.ofHours(1), LONG, 8, false, Duration.ZERO);
    Scraper scraper = new Scraper(Catalog.ALL, Section.USUAL, clock);
    Fleet fleet = fleet(new PollRules(scraper, config, "instance", Admission.open(Profile.PLAIN)));
    PollConfig whenAsked = new PollConfig(Duration.ZERO, LONG, 8, false, Duration.ZERO);
    Fleet polled =
        fleet(new PollRules(scraper, whenAsked, "instance", Admission.open(Profile.PLAIN)));
    SelfMetrics self = new SelfMetrics(new BuildInfo("1", "r", "b"));
    fleet.register(self);
    Exposition exposition = new Exposition(self.registry(), null, clock);
    HTTP.route("/scrape", new ScrapePage(fleet, exposition, ScrapeLimit.ofProcess(40), self));
    HTTP.route("/metrics", new MetricsPage(fleet, exposition, self));
    HTTP.route("/polled", new MetricsPage(polled, exposition, self));
    Fleet dropIn =
        new Fleet(
            LOOP.vertx(), new PollRules(scraper, whenAsked, null, Admission.open(Profile.PLAIN)));
    EventLoop.get(dropIn.watch(List.of(new Target(UP.address(), Map.of()))));
    HTTP.route("/dropin", new MetricsPage(dropIn, exposition, self));
    port = HTTP.listen(new ListenAddress("127.0.0.1", 0));
  }

  private static Fleet fleet(PollRules rules) throws Exception {
    Fleet fleet = new Fleet(LOOP.vertx(), rules);
    EventLoop.get(
        fleet.watch(
            List.of(
                new Target(UP.address(), Map.of("pool", "a")),
                new Target(DOWN.address(), Map.of("pool", "b")))));
    return fleet;
  }

  @AfterAll
  static void stop() throws Exception {
    HTTP.stop(LONG);
    LOOP.close();
    UP.close();
    DOWN.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/scrape|the parameter target is missing: ?target=host:port",
        "/scrape?target=|the parameter target is missing: ?target=host:port",
        "/scrape?target=a&profile=b&profile=c|more than one value for profile",
        "/scrape?target=a:b|target: ",
        "/scrape?target=http://a:1|target: ",
        "/scrape?target=a&debug=1|debug: \"1\" (expected true or false)",
        "/scrape?target=a&collect[]=nope|unknown collector nope (expected stats, settings, items,"
            + " slabs, conns, ",
        "/metrics?exclude[]=nope|unknown collector nope (expected stats, settings, items, slabs, ",
        "/scrape?target=a&collect[]=items&exclude[]=items|exclude[] leaves no collector",
        "/metrics?collect[]=nope|unknown collector nope (expected stats, settings, items, slabs, ",
        "/metrics?rack=1&aisle=2|no node has the label aisle, rack (expected one of: instance,"
            + " pool; collectors: collect[], metrics: name[])"
      })
  void badRequest_is400AndSaysWhy(String path, String reason) throws Exception {
    HttpResponse<String> response = get(path, "");
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).startsWith(reason);
    assertThat(response.body().lines()).hasSize(1);
  }

  @Test
  void metrics_hasBothNodesAndTheAgent() throws Exception {
    for (String path : new String[] {"/metrics", "/metrics?", "/polled"}) {
      HttpResponse<String> page = get(path, "");
      assertThat(page.statusCode()).isEqualTo(200);
      assertThat(page.headers().firstValue("Content-Type"))
          .hasValue("text/plain; version=0.0.4; charset=utf-8");
      assertThat(page.body())
          .contains("memcached_up{instance=\"" + UP.address() + "\",pool=\"a\"} 1\n")
          .contains("memcached_up{instance=\"" + DOWN.address() + "\",pool=\"b\"} 0\n")
          .contains("memcached_exporter_nodes 2\n")
          .contains("jvm_info")
          .doesNotContain("_created");
    }
  }

  @Test
  void scrape_ofTwoTargets_isOfTheFirst() throws Exception {
    HttpResponse<String> page =
        get("/scrape?target=%s&target=%s".formatted(UP.address(), DOWN.address()), "");
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains("memcached_up 1\n");
  }

  @Test
  void metrics_ofNodesWithoutLabels_ignoreWhatMeansNothing() throws Exception {
    HttpResponse<String> page = get("/dropin?module=memcached&format=prometheus&x", "");
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains("memcached_up 1\n");
    assertThat(get("/dropin?collect[]=nope", "").statusCode()).isEqualTo(400);
  }

  @Test
  void metrics_target_isIgnored() throws Exception {
    HttpResponse<String> page = get("/metrics?target=" + DOWN.address(), "");
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains(UP.address().toString(), "memcached_exporter_nodes 2\n");
  }

  @Test
  void metrics_narrowed() throws Exception {
    assertThat(get("/metrics?pool=a&&collect[]=settings", "").body())
        .contains("memcached_settings_item_size_max_bytes{")
        .doesNotContain("memcached_uptime_seconds")
        .doesNotContain(DOWN.address().toString())
        .doesNotContain("jvm_info");
    assertThat(get("/metrics?pool=a&pool=b", "").body()).contains(DOWN.address().toString());
    assertThat(get("/metrics?pool=a&exclude[]=stats", "").body())
        .contains("memcached_settings_item_size_max_bytes{")
        .doesNotContain("memcached_uptime_seconds");
    assertThat(get("/metrics?collect[]=stats&collect[]=settings&exclude[]=settings", "").body())
        .contains("memcached_uptime_seconds")
        .doesNotContain("memcached_settings_item_size_max_bytes");
  }

  @Test
  void metrics_narrowedByName_hasThoseSamplesOfNodesAndAgent() throws Exception {
    assertThat(
            get("/metrics?name[]=memcached_up&name[]=memcached_exporter_nodes", "").body().lines())
        .filteredOn(line -> !line.startsWith("#"))
        .hasSize(3)
        .contains("memcached_exporter_nodes 2");
  }

  @Test
  void scrapeWithDebug_saysWhatWasDoneAndWhatBecameOfEachStat() throws Exception {
    HttpResponse<String> page = get("/scrape?debug=true&target=" + UP.address(), "");
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("Content-Type")).hasValue("text/plain; charset=utf-8");
    assertThat(page.body())
        .containsSubsequence(
            "# What was done\n",
            " ms  addresses of " + UP.address(),
            " ms  connected to " + UP.address(),
            " ms  sent: stats\n",
            " ms  sent: stats settings\n",
            " ms  received: stats: ",
            " ms  closed the connection\n",
            "# What was received",
            " -> memcached_uptime_seconds\n",
            "# The metrics\n",
            "memcached_up 1\n");
  }

  @Test
  void scrapeWithDebug_ofANodeThatIsDown_saysWhy() throws Exception {
    assertThat(get("/scrape?debug=true&target=" + DOWN.address(), "").body())
        .containsSubsequence(
            " ms  not connected to " + DOWN.address() + ": Connection refused",
            " ms  refused: cannot connect to ",
            "memcached_up 0\n");
  }

  @Test
  void scrapeWithDebug_changesNothingOfWhatIsKnown() throws Exception {
    String before = counters();
    get("/scrape?debug=true&target=" + DOWN.address(), "");
    get("/scrape?debug=true&target=" + UP.address(), "");
    assertThat(counters()).isEqualTo(before);
  }

  private static String counters() throws Exception {
    return get("/metrics?name[]=memcached_exporter_polls_total", "").body();
  }

  @Test
  void scrape_configuredNode_isPolledOverItsConnection() throws Exception {
    int accepted = UP.accepted();
    String page = get("/scrape?target=" + UP.address(), "").body();
    assertThat(page)
        .contains("\nmemcached_up 1\n")
        .contains("\nmemcached_version{version=\"1.6.18\"} 1\n")
        .doesNotContain("instance=")
        .doesNotContain("memcached_exporter_");
    assertThat(UP.accepted()).isEqualTo(accepted);
  }

  @Test
  void scrape_nodeThatIsDown_is200AndUp0() throws Exception {
    HttpResponse<String> page = get("/scrape?target=" + DOWN.address(), "");
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body())
        .contains("\nmemcached_up 0\n", "\nmemcached_scrape_failure{reason=\"refused\"} 1\n")
        .doesNotContain("memcached_version");
  }

  @Test
  void openMetrics_whenAskedFor() throws Exception {
    HttpResponse<String> page =
        get("/scrape?target=" + UP.address(), "application/openmetrics-text;version=1.0.0");
    assertThat(page.headers().firstValue("Content-Type"))
        .hasValue("application/openmetrics-text; version=1.0.0; charset=utf-8");
    assertThat(page.body()).endsWith("\n# EOF\n");
  }

  private static HttpResponse<String> get(String path, String accept) throws Exception {
    String uri = "http://127.0.0.1:" + port + path;
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(uri)).timeout(LONG);
    if (!accept.isEmpty()) {
      request.header("Accept", accept);
    }
    return CLIENT.send(request.build(), BodyHandlers.ofString());
  }
}
