package dev.memfleet.exporter.insight.hot;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PrefixesTest {
  private static String prefix(String key, String... patterns) {
    byte[] bytes = ("key=" + key + " ").getBytes(US_ASCII);
    Prefixes prefixes =
        new Prefixes(Prefixes.DELIMITERS, Stream.of(patterns).map(PrefixPattern::parse).toList());
    prefixes.find(bytes, 4, bytes.length - 1);
    return new String(bytes, prefixes.from(), prefixes.to() - prefixes.from(), US_ASCII);
  }

  @Test
  void prefix_endsAtTheFirstDelimiter() {
    assertThat(prefix("user%3A1%3Ax")).isEqualTo("user");
    assertThat(prefix("a_b-c")).isEqualTo("a");
    assertThat(prefix("%24a%7Cb")).isEqualTo("%24a");
    assertThat(prefix("plain")).isEmpty();
    assertThat(prefix("%3Ax")).isEmpty();
    assertThat(prefix("x%3")).isEmpty();
  }

  @Test
  void pattern_capturesThePrefixOfTheDecodedKey() {
    String tenant = "(?<prefix>tenant:\\d+):";
    assertThat(prefix("tenant%3A42%3Acart%3A7", tenant)).isEqualTo("tenant%3A42");
    assertThat(prefix("v2%3Auser%3A1", "v\\d+:(?<prefix>\\w+)")).isEqualTo("user");
    assertThat(prefix("a%20b%20c", "(?<prefix>a b)")).isEqualTo("a%20b");
    assertThat(prefix("%C3%A4%3A1", "(?<prefix>[^:]+)")).isEqualTo("%C3%A4");
    assertThat(prefix("plain", "(?<prefix>.*)")).isEqualTo("plain");
  }

  @Test
  void patterns_areTriedInOrder_andTheDelimitersLast() {
    String[] patterns = {"(?<prefix>a\\.b)\\.", "(?<prefix>a\\.c)\\.|x:(?:y)?"};
    assertThat(prefix("a.b.1", patterns)).isEqualTo("a.b");
    assertThat(prefix("a.c.1", patterns)).isEqualTo("a.c");
    assertThat(prefix("a.d.1", patterns)).isEqualTo("a");
    assertThat(prefix("user:a.b.1", patterns)).isEqualTo("user");
    assertThat(prefix("x:y", patterns)).isEqualTo("x");
  }

  /** Java's engine would need about 2^200 steps for it. */
  @Test
  void patternThatNeverEnds_doesNotMatch() {
    String nested = "(?<prefix>(a+)+)b";
    assertThat(prefix("a".repeat(200) + "%3A1", nested)).isEqualTo("a".repeat(200));
    assertThat(prefix("a".repeat(20) + "b", nested, "(?<prefix>a)")).isEqualTo("a".repeat(20));
    assertThat(prefix("a".repeat(1000) + "%3A1", "(?<prefix>(?:a|c)*b)")).hasSize(1000);
  }

  @Test
  void delimiter_thatIsALetter_isRefused() {
    assertThatThrownBy(() -> new Prefixes(":a", List.of()))
        .hasMessageContaining("a printable ASCII character, not a letter or digit");
  }

  @Test
  void pattern_withoutItsGroup_orInvalid_isRefused() {
    assertThatThrownBy(() -> PrefixPattern.parse("(user):"))
        .hasMessage("expected a regular expression with a group (?<prefix>...)");
    assertThatThrownBy(() -> PrefixPattern.parse("(?<prefix>user"))
        .hasMessage("expected a regular expression: unclosed group at character 14");
    assertThatThrownBy(() -> PrefixPattern.parse("x".repeat(1001)))
        .hasMessage("expected at most 1000 characters");
  }
}
