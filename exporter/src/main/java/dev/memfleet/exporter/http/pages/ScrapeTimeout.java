package dev.memfleet.exporter.http.pages;

import dev.memfleet.exporter.http.server.Exchange;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The timeout of an on-demand scrape. */
final class ScrapeTimeout {
  /** Prometheus' own timeout, in seconds as a floating-point number. */
  static final String HEADER = "X-Prometheus-Scrape-Timeout-Seconds";

  /** Reserved for writing the page and for the network. */
  static final Duration RESERVE = Duration.ofMillis(250);

  private static final Duration MIN_TIMEOUT = Duration.ofMillis(10);

  private ScrapeTimeout() {}

  /** The configured timeout, or less if that of Prometheus is shorter. */
  static Duration of(Exchange exchange, Duration configured) {
    return of(exchange.header(HEADER), configured);
  }

  static Duration of(@Nullable String header, Duration configured) {
    if (header == null) {
      return configured;
    }
    try {
      double seconds = Double.parseDouble(header);
      if (!(seconds > 0) || seconds > configured.toSeconds() + 3600) {
        return configured;
      }
      Duration bound = Duration.ofNanos((long) (seconds * 1e9)).minus(RESERVE);
      Duration timeout = bound.compareTo(configured) < 0 ? bound : configured;
      return timeout.compareTo(MIN_TIMEOUT) < 0 ? MIN_TIMEOUT : timeout;
    } catch (NumberFormatException notASeconds) {
      return configured;
    }
  }
}
