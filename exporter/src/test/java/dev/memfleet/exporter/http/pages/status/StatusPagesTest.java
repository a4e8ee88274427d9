package dev.memfleet.exporter.http.pages.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.exporter.http.pages.Links;
import dev.memfleet.exporter.http.pages.StatusFleet;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages as HTML, and their updates. */
@Timeout(60)
class StatusPagesTest {
  private static final Pattern ROW = Pattern.compile("data-node=\"([^\"]+)\"");
  private static final Pattern LINK =
      Pattern.compile("(?:href|src|action|data-events)=\"([^\"]+)\"");

  private StatusFleet nodes;

  @BeforeEach
  void start() throws Exception {
    nodes = new StatusFleet(Duration.ofMillis(500), StatusFleet.direct());
  }

  @AfterEach
  void stop() throws Exception {
    nodes.close();
  }

  @Test
  void fleet_isCompleteWithoutAScript_theWorstFirst() throws Exception {
    HttpResponse<String> page = nodes.get("/");

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("Content-Security-Policy"))
        .hasValueSatisfying(policy -> assertThat(policy).startsWith("default-src 'self'"));
    assertThat(page.body())
        .contains("1 of 3 nodes down: " + nodes.down.address())
        .contains("pool a: 2 versions")
        .contains("<span class=\"state down\" data-c=\"state\">down</span>")
        .containsPattern(
            "data-c=\"since\">since \\d\\d:\\d\\d</span>[^>]*"
                + "title=\"refused: cannot connect to [^\"]+, since \\d\\d:\\d\\d:\\d\\d UTC\">"
                + "connection refused<")
        .doesNotContain("<script>", "style=", "onclick");
    assertThat(rows(page.body())).first().isEqualTo(nodes.down.address().toString());
  }

  @Test
  void whatANodeSays_isText() throws Exception {
    for (String path : List.of("/", "/nodes/" + nodes.hostile.address())) {
      assertThat(nodes.get(path).body())
          .contains("&lt;b&gt;1&lt;/b&gt;&amp;&quot;&#39;")
          .doesNotContain("<b>1</b>");
    }
  }

  @ParameterizedTest
  @CsvSource({"?pool=b,1", "?pool=a,2", "?state=down,1", "?q=R1,1", "?q=nothing,0", "?pool=*,3"})
  void choice_isInTheUrl(String query, int expected) throws Exception {
    String page = nodes.get("/" + query).body();

    assertThat(rows(page)).hasSize(expected);
    assertThat(page).contains(expected == 3 ? "3 nodes" : expected + " of 3 nodes");
  }

  @Test
  void order_isInTheUrl_andTheHeadOfAColumnLinksToTheOther() throws Exception {
    String page = nodes.get("/?sort=-uptime_seconds").body();

    assertThat(rows(page))
        .containsExactly(
            nodes.memcached.address().toString(),
            nodes.hostile.address().toString(),
            nodes.down.address().toString());
    assertThat(page)
        .contains("aria-sort=\"descending\"><a href=\"/?sort=uptime_seconds\"")
        .contains("<a href=\"/?sort=version\"");
  }

  /** Only memcached has a limit of memory and of connections. */
  @ParameterizedTest
  @ValueSource(strings = {"memory", "-memory", "connection", "-connection"})
  void order_byAShare_beginsWithNodesThatHaveOne(String sort) throws Exception {
    assertThat(rows(nodes.get("/?sort=" + sort).body()))
        .first()
        .isEqualTo(nodes.memcached.address().toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/?sort=beauty | 400 | sort: \"beauty\" (expected one of: worst, address, pool, version,",
        "/?state=fine | 400 | state: \"fine\" (expected up, partial, down or unknown)",
        "/?page=0 | 400 | page: \"0\" (expected a number)",
        "/nodes/10.9.9.9 | 404 | \"10.9.9.9:11211\": the agent watches no such node",
        "/api/v1/events?node=a:b | 404 | \"a:b\": ",
        "/api/v1/events?rows=1.+ | 400 | rows: \" \" (expected the page's row ids)"
      })
  void anythingElse_isRefusedInWords(String path, int status, String words) throws Exception {
    HttpResponse<String> answer = nodes.get(path);
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body()).startsWith(words);
  }

  @Test
  void node_hasItsSlabMapSettingsAndFailures() throws Exception {
    assertThat(nodes.get("/nodes/" + nodes.memcached.address()).body())
        .contains(
            "<svg class=\"slabs\"",
            "data-class=\"",
            "item_size_max_bytes",
            "No poll has failed since")
        .contains("<figure class=\"plot\"", "href=\"/scrape?debug=true&amp;target=127.0.0.1:");
    assertThat(nodes.get("/nodes/" + nodes.down.address()).body())
        .contains("<b>refused</b> cannot connect to ")
        .contains("The node reports no slab class with memory.");
  }

  @Test
  void everyLink_beginsWithTheBase() throws Exception {
    Links links = new Links("/ops/cache", Optional.empty(), "/metrics", "/scrape");
    try (StatusFleet behindProxy = new StatusFleet(Duration.ofHours(1), links)) {
      for (String path : List.of("/", "/nodes/" + behindProxy.memcached.address())) {
        assertThat(LINK.matcher(behindProxy.get(path).body()).results().map(link -> link.group(1)))
            .hasSizeGreaterThan(10)
            .filteredOn(link -> !link.equals("#main"))
            .allMatch(link -> link.startsWith("/ops/cache/"));
      }
    }
  }

  @Test
  void files_areServedAndMayBeKept() throws Exception {
    String page = nodes.get("/").body();
    List<String> files =
        LINK.matcher(page)
            .results()
            .map(link -> link.group(1))
            .filter(link -> link.startsWith("/assets/"))
            .toList();
    assertThat(files).hasSize(5);
    for (String file : files) {
      HttpResponse<String> answer = nodes.get(file);
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("Cache-Control"))
          .hasValue("max-age=31536000, immutable");
    }
  }

  @Test
  void update_hasTheRowsThatWerePolledSince() throws Exception {
    try (Events events = new Events("")) {
      String update = events.await("event: update");
      assertThat(update)
          .contains("\"address\":\"" + nodes.memcached.address() + "\"")
          .contains("\"state\":\"down\"")
          .contains("\"version\":\"<b>1</b>&\\\"'\"");
    }
  }

  @Test
  void update_isOfTheRowsThatThePageHas() throws Exception {
    String html = nodes.get("/?pool=b").body();
    String query =
        LINK.matcher(html)
            .results()
            .map(link -> link.group(1))
            .filter(link -> link.startsWith("/api/v1/events"))
            .findFirst()
            .orElseThrow()
            .substring("/api/v1/events".length());
    try (Events events = new Events(query)) {
      for (int i = 0; i < 2; i++) {
        String update = events.await("event: update");
        while (!update.contains("\"address\"")) {
          update = events.await("event: update");
        }
        assertThat(update)
            .contains("\"address\":\"" + nodes.down.address() + "\"")
            .doesNotContain("\"address\":\"" + nodes.memcached.address() + "\"");
      }
    }
  }

  @Test
  void firstUpdateOfAPage_hasWhatDidNotChangeToo() throws Exception {
    try (StatusFleet still = new StatusFleet(Duration.ofHours(1), StatusFleet.direct());
        Events before = new Events(still, "");
        Events events = new Events(still, "")) {
      for (Events page : List.of(before, events)) {
        assertThat(page.await("event: update"))
            .contains("\"news\":\"<ul", "\"pools\":\"<div")
            .contains("\"address\":\"" + still.memcached.address() + "\"");
      }
      assertThat(before.await("event: update")).contains("\"nodes\":[]").doesNotContain("news");
    }
  }

  @Test
  void pageWithMoreRowsThanAPageHas_isRefused() throws Exception {
    String rows =
        IntStream.rangeClosed(0, Choice.PAGE_SIZE)
            .mapToObj(Integer::toString)
            .collect(Collectors.joining("."));
    assertThat(nodes.get("/api/v1/events?rows=" + rows).body())
        .startsWith("rows: 101 (expected at most 100)");
  }

  @Test
  void textThatIsTooLong_isRefused() throws Exception {
    assertThat(nodes.get("/?q=" + "x".repeat(201)).body())
        .isEqualTo("q: longer than 200 characters\n");
    assertThat(nodes.get("/?q=%3C%3E%22%26%25").body())
        .contains("name=\"q\" value=\"&lt;&gt;&quot;&amp;%\"", "q=%3C%3E%22%26%25");
  }

  @Test
  void pageOfANode_isAskedToLoadAgainWhenTheNodeWasPolled() throws Exception {
    try (Events events = new Events("?node=" + nodes.memcached.address())) {
      assertThat(events.await("event: reload")).contains("data: {}");
    }
  }

  @Test
  void updates_endWithTheAgent() throws Exception {
    try (Events events = new Events("")) {
      events.await("event: update");
      nodes.closePages();
      assertThat(events.readToEnd()).isTrue();
    }
  }

  @Test
  void updatesOfTooManyPages_areRefusedInWords_untilOneLeaves() throws Exception {
    List<Events> open = new ArrayList<>();
    for (int i = 0; i < LiveUpdates.MAX_PAGES; i++) {
      open.add(new Events(""));
    }
    HttpResponse<String> refused = nodes.get("/api/v1/events");
    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.body()).startsWith("Limit of pages with live updates reached (64)");
    for (Events events : open) {
      events.close();
    }
    int status = 503;
    while (status == 503) {
      try (Events again = new Events("")) {
        status = again.answer.statusCode();
      }
    }
    assertThat(status).isEqualTo(200);
  }

  private static List<String> rows(String page) {
    return ROW.matcher(page).results().map((MatchResult row) -> row.group(1)).toList();
  }

  /** A browser's view of the updates. */
  private final class Events implements AutoCloseable {
    private final HttpResponse<InputStream> answer;
    private final BufferedReader lines;

    Events(String query) throws Exception {
      this(nodes, query);
    }

    Events(StatusFleet fleet, String query) throws Exception {
      answer =
          fleet
              .client()
              .send(
                  HttpRequest.newBuilder(fleet.uri("/api/v1/events" + query)).build(),
                  BodyHandlers.ofInputStream());
      lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
    }

    /** The line after the one that is awaited. */
    String await(String line) throws Exception {
      for (String next = lines.readLine(); next != null; next = lines.readLine()) {
        if (next.equals(line)) {
          return String.valueOf(lines.readLine());
        }
      }
      throw new AssertionError("ended before: " + line);
    }

    boolean readToEnd() throws Exception {
      while (lines.readLine() != null) {
        // until the agent ends it
      }
      return true;
    }

    @Override
    public void close() throws IOException {
      answer.body().close();
    }
  }
}
