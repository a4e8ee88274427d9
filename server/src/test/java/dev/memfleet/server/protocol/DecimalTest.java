package dev.memfleet.server.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.server.store.item.Memory;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalTest {
  private final Decimal decimal = new Decimal();

  private boolean read(String word, boolean unsigned) {
    byte[] bytes = word.getBytes(StandardCharsets.ISO_8859_1);
    long copy = Memory.allocate(bytes.length + 1);
    try {
      Memory.copy(bytes, 0, copy, bytes.length);
      return unsigned ? decimal.unsigned(copy, bytes.length) : decimal.signed(copy, bytes.length);
    } finally {
      Memory.free(copy);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "5", "18446744073709551615", "9223372036854775808", "00012"})
  void unsigned_number_isRead(String word) {
    assertThat(read(word, true)).isTrue();
    assertThat(decimal.value).isEqualTo(Long.parseUnsignedLong(word));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "x", "5x", "-1", "18446744073709551616", "99999999999999999999", "1.5", "-"})
  void unsigned_noNumber_isRefused(String word) {
    assertThat(read(word, true)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"'\t7', 7", "+7, 7", "'7 ', 7", "-0, 0"})
  void unsigned_signAndSpace_areTakenAsStrtoulDoes(String word, long value) {
    assertThat(read(word, true)).isTrue();
    assertThat(decimal.value).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "9223372036854775807", "-9223372036854775807"})
  void signed_number_isRead(String word) {
    assertThat(read(word, false)).isTrue();
    assertThat(decimal.value).isEqualTo(Long.parseLong(word));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "9223372036854775808", "--1", "1e3"})
  void signed_noNumber_isRefused(String word) {
    assertThat(read(word, false)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "9",
        "10",
        "9223372036854775807",
        "9999999999999999999",
        "18446744073709551615"
      })
  void length_isThatOfTheDigits(String word) {
    assertThat(Decimal.length(Long.parseUnsignedLong(word))).isEqualTo(word.length());
  }
}
