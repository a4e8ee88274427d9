package dev.memfleet.exporter.cli.verbs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.exporter.cli.verbs.Comparison.Difference;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  private final Comparison comparison =
      new Comparison(Pattern.compile("m_.*"), Set.of("pool"), 0.05);

  @Test
  void series_differByNameLabelsOrValue() throws Exception {
    List<Difference> differences =
        comparison.of(
            SeriesText.parse(
                """
                m_same{a="1",b="2"} 100
                m_near 100
                m_far 100
                m_first 1
                m_nan NaN
                other 1
                """),
            SeriesText.parse(
                """
                m_same{b="2",pool="x",a="1"} 100
                m_near 104
                m_far 120
                m_second{a="1"} 2
                m_nan NaN
                """));

    assertThat(differences)
        .containsExactly(
            new Difference("m_far", 100, 120),
            new Difference("m_first", 1, Double.NaN),
            new Difference("m_second{a=\"1\"}", Double.NaN, 2));
    assertThat(Comparison.text(differences, Palette.PLAIN))
        .isEqualTo(
            """
            - m_far 100
            + m_far 120
            - m_first 1
            + m_second{a="1"} 2

            3 series differ.
            """);
  }
}
