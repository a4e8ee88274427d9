package dev.memfleet.exporter.insight.hot;

import static org.assertj.core.api.Assertions.assertThat;

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
}
