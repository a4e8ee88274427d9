package dev.memfleet.exporter.cli.verbs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.memfleet.exporter.cli.verbs.SeriesText.Line;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeriesTextTest {
  @Test
  void page_isReadAsPrometheusDoes() throws Exception {
    String page =
        """
        # HELP a What a is.
        # TYPE a gauge
        a 1
        b{x="1",} 2.5e3 1700000000000
        c{ y = "a\\"b\\\\c\\nd}" , z="" } +Inf
        d {} NaN
        # EOF
        """;

    assertThat(SeriesText.parse(page))
        .containsExactly(
            new Line("a", Map.of(), 1),
            new Line("b", Map.of("x", "1"), 2500),
            new Line("c", Map.of("y", "a\"b\\c\nd}", "z", ""), Double.POSITIVE_INFINITY),
            new Line("d", Map.of(), Double.NaN));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "a b", "{} 1", "a{x=1} 1", "a{x=\"1} 1", "a{x 1", "a 1 2 3", "a{"})
  void otherText_isRefusedWithTheLine(String line) {
    assertThatThrownBy(() -> SeriesText.parse("a 1\n" + line + "\n"))
        .isInstanceOf(VerbException.class)
        .hasMessage("not Prometheus' text format: " + line);
  }
}
