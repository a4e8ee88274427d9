package dev.memfleet.exporter.http.pages.status;

import dev.memfleet.exporter.http.pages.Links;
import dev.memfleet.exporter.self.BuildInfo;
import dev.memfleet.exporter.text.Times;
import java.time.Duration;
import java.time.Instant;

/**
 * The frame of every page: head, navigation and footer.
 *
 * @param interval time between two polls of a node; zero if nodes are polled on scrapes only
 */
record Layout(Links links, Duration interval) {
  static final String CONTENT_TYPE = "text/html; charset=utf-8";

  /**
   * A complete page.
   *
   * @param events the query with which its updates are requested
   */
  String page(String title, String events, Instant at, Html main) {
    return new Html()
        .add(
            """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>%s</title>
            <link rel="icon" href="%s">
            <link rel="stylesheet" href="%s">
            <link rel="stylesheet" href="%s">
            <script src="%s" defer></script>
            <script src="%s" defer></script>
            </head>
            """,
            title,
            links.to(Assets.ICON.path()),
            links.to(Assets.UPLOT_STYLE.path()),
            links.to(Assets.STYLE.path()),
            links.to(Assets.UPLOT.path()),
            links.to(Assets.SCRIPT.path()))
        .add(
            """
            <body data-events="%s" data-seconds="%s">
            <a class="skip" href="#main">Skip to the content</a>
            <header>
            <p class="brand"><a href="%s">Memfleet</a></p>
            <nav aria-label="Pages">
            <a href="%s">Fleet</a>
            <a href="%s">Metrics</a>
            <a href="%s">Discovery</a>
            <a href="%s">Configuration</a>
            <a href="%s">API</a>
            <a href="%s">Self</a>
            </nav>
            <p class="live" id="live" role="status">as of %s</p>
            </header>
            <main id="main" tabindex="-1">
            %s</main>
            <footer>
            <p>Memfleet exporter %s, <a href="%s">healthy</a>, <a href="%s">ready</a></p>
            </footer>
            </body>
            </html>
            """,
            links.to("/api/v1/events" + events),
            Math.max(1, interval.toSeconds()),
            links.to("/"),
            links.to("/"),
            links.metrics(),
            links.to("/sd"),
            links.to("/config"),
            links.to("/api/v1/openapi.json"),
            links.to("/-/self"),
            Times.clock(at),
            main,
            BuildInfo.current().version(),
            links.to("/-/healthy"),
            links.to("/-/ready"))
        .toString();
  }

  /** A node's state, shown by shape, word and colour. */
  static Html state(String label) {
    return new Html().add("<span class=\"state %s\" data-c=\"state\">%s</span>", label, label);
  }
}
