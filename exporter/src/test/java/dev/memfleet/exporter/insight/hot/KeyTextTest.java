package dev.memfleet.exporter.insight.hot;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class KeyTextTest {
  @Test
  void plain_decodesWhatCanBePrinted() {
    assertThat(KeyText.PLAIN.of("user%3A1%2Fa%0D%C3%A4%")).isEqualTo("user:1/a%0D%C3%A4%");
    assertThat(KeyText.PLAIN.of("x".repeat(250))).hasSize(103).endsWith("...");
  }

  @Test
  void hash_isTheSameForTheSameKey_andShowsNothingOfIt() {
    String hash = KeyText.HASH.of("user%3A1");
    assertThat(hash).matches("#[0-9a-f]{16}").isEqualTo(KeyText.HASH.of("user%3A1"));
    assertThat(hash).isNotEqualTo(KeyText.HASH.of("user%3A2"));
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

  private static String prefix(String key) {
    byte[] bytes = key.getBytes(US_ASCII);
    return key.substring(0, new Prefixes(Prefixes.DELIMITERS).end(bytes, 0, bytes.length));
  }

  @Test
  void delimiter_thatIsALetter_isRefused() {
    assertThatThrownBy(() -> new Prefixes(":a"))
        .hasMessageContaining("a printable ASCII character, not a letter or digit");
  }
}
