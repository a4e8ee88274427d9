package dev.memfleet.exporter.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QuotedTest {
  @Test
  void text_withQuotesAndLineEnds_isEscaped() {
    assertThat(Quoted.text("a\"b\\c\n\r\t\0\u2028\u202e é"))
        .isEqualTo("\"a\\\"b\\\\c\\n\\r\\t\\u0000\\u2028\\u202e é\"");
  }

  @Test
  void text_veryLong_isShortened() {
    assertThat(Quoted.text("a".repeat(120))).hasSize(122);
    assertThat(Quoted.text("a".repeat(100_000))).hasSize(125).endsWith("a\"...");
    assertThat(Quoted.quote("a".repeat(1000))).hasSize(1002);
  }
}
