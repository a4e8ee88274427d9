package dev.memfleet.exporter.exposition;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageFormatTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|TEXT",
        "*/*|TEXT",
        "text/html,*/*;q=0.8|TEXT",
        "text/plain|TEXT",
        "application/openmetrics-text|OPENMETRICS",
        "APPLICATION/OpenMetrics-Text; version=1.0.0|OPENMETRICS",
        "application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5|OPENMETRICS",
        "application/openmetrics-text;q=0.5,text/plain;version=0.0.4;q=0.9,*/*;q=0.1|TEXT",
        "application/openmetrics-text; q=0.75 , text/plain; q=0.5|OPENMETRICS",
        "application/openmetrics-text;q=0|TEXT",
        "application/openmetrics-text;q=0,*/*|TEXT",
        "application/openmetrics-text;q=,text/plain;q=0.1|TEXT",
        "application/openmetrics-text;q=high|TEXT",
        "application/openmetrics-text;q=NaN|TEXT",
        "application/openmetrics-texts|TEXT",
        ",;,;q=1,|TEXT",
        "application/openmetrics-text;q=0.5,*/*;q=0.1|OPENMETRICS",
        "application/openmetrics-text;q=0.1,*/*;q=0.9|TEXT",
        "application/openmetrics-text;q=0.4,text/*;q=0.5|TEXT",
        "text/plain;q=0.1,*/*;q=0.9|OPENMETRICS",
        "text/plain;q=0,application/*;q=0.2|OPENMETRICS",
        "application/openmetrics-text,*/*|OPENMETRICS"
      })
  void of_followsTheQualities(String accept, PageFormat format) {
    assertThat(PageFormat.of(accept)).isEqualTo(format);
  }

  @Test
  void of_noHeader_isText() {
    assertThat(PageFormat.of(null)).isEqualTo(PageFormat.TEXT);
  }
}
