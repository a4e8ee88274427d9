package dev.memfleet.exporter.http.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScrapeTimeoutTest {
  @ParameterizedTest
  @CsvSource({
    "10, 1000",
    "1.5, 1000",
    "1.25, 1000",
    "1, 750",
    "1.0, 750",
    "0.5, 250",
    "0.26, 10",
    "0.25, 10",
    "0.001, 10",
    "1e-9, 10",
    "0, 1000",
    "-1, 1000",
    "NaN, 1000",
    "Infinity, 1000",
    "1e300, 1000",
    "ten, 1000",
    "'', 1000",
    "' 1 ', 750"
  })
  void of_isTheHeaderLessTheReserve_atMostTheConfigured(String header, long millis) {
    assertThat(ScrapeTimeout.of(header, Duration.ofSeconds(1)))
        .isEqualTo(Duration.ofMillis(millis));
  }

  @Test
  void of_noHeader_isTheConfigured() {
    assertThat(ScrapeTimeout.of((String) null, Duration.ofSeconds(1)))
        .isEqualTo(Duration.ofSeconds(1));
  }
}
