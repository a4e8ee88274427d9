package dev.memfleet.server.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalTest {
  /** A way to read plain numbers: its range and its longest word. */
  private record Plain(
      String name, BigInteger least, BigInteger beyond, int longest, Reader reader) {
    boolean takes(String word) {
      Pattern form = Pattern.compile(least.signum() < 0 ? "-?[0-9]+" : "[0-9]+");
      return word.length() <= longest
          && form.matcher(word).matches()
          && new BigInteger(word).compareTo(least) >= 0
          && new BigInteger(word).compareTo(beyond) < 0;
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private static List<Plain> plain() {
    BigInteger zero = BigInteger.ZERO;
    return List.of(
        new Plain("unsigned32", zero, power(32), 11, Decimal::unsigned32),
        new Plain("unsigned64", zero, power(64), 22, Decimal::unsigned64),
        new Plain("signed32", power(31).negate(), power(31), 11, Decimal::signed32),
        new Plain("signed64", power(63).negate(), power(63), 22, Decimal::signed64));
  }

  private interface Reader {
    boolean read(Decimal decimal, long address, int length);
  }

  private final Decimal decimal = new Decimal();

  private static BigInteger power(int bits) {
    return BigInteger.ONE.shiftLeft(bits);
  }

  private boolean read(String word, Reader reader) {
    byte[] bytes = word.getBytes(StandardCharsets.ISO_8859_1);
    long copy = Memory.allocate(bytes.length + 1);
    try {
      Memory.copy(bytes, 0, copy, bytes.length);
      return reader.read(decimal, copy, bytes.length);
    } finally {
      Memory.free(copy);
    }
  }

  /** Numbers at the powers of two and of ten, with signs, zeros, space and what is no number. */
  private static List<String> words() {
    List<String> words =
        new ArrayList<>(List.of("", "+", "x", "1x", "1.0", "1e3", "0x1", "-", "--1"));
    for (int bits : new int[] {0, 7, 8, 15, 16, 31, 32, 63, 64, 65}) {
      for (int i = -2; i <= 2; i++) {
        String number = power(bits).add(BigInteger.valueOf(i)).toString();
        words.addAll(List.of(number, "-" + number, "+" + number, " " + number, number + " "));
        words.addAll(List.of("0" + number, "-0" + number, "0".repeat(8) + number, number + "0"));
      }
    }
    words.removeIf(word -> word.startsWith("--") && word.length() > 3);
    return words;
  }

  @ParameterizedTest
  @MethodSource("plain")
  void plain_number_isReadWithinItsRangeAndLength(Plain kind) {
    for (String word : words()) {
      assertThat(read(word, kind.reader)).as("'%s'", word).isEqualTo(kind.takes(word));
      if (kind.takes(word)) {
        assertThat(decimal.value).as(word).isEqualTo(new BigInteger(word).longValue());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "5", "18446744073709551615", "9223372036854775808", "00012"})
  void lenientUnsigned_number_isRead(String word) {
    assertThat(read(word, Decimal::lenientUnsigned)).isTrue();
    assertThat(decimal.value).isEqualTo(Long.parseUnsignedLong(word));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "x", "5x", "-1", "18446744073709551616", "99999999999999999999", "1.5", "-"})
  void lenientUnsigned_noNumber_isRefused(String word) {
    assertThat(read(word, Decimal::lenientUnsigned)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"'\t7', 7", "+7, 7", "'7 ', 7", "-0, 0"})
  void lenientUnsigned_signAndSpace_areTakenAsStrtoulDoes(String word, long value) {
    assertThat(read(word, Decimal::lenientUnsigned)).isTrue();
    assertThat(decimal.value).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "9223372036854775807", "-9223372036854775808"})
  void lenientSigned_number_isRead(String word) {
    assertThat(read(word, Decimal::lenientSigned)).isTrue();
    assertThat(decimal.value).isEqualTo(Long.parseLong(word));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "9223372036854775808", "-9223372036854775809", "--1", "1e3"})
  void lenientSigned_noNumber_isRefused(String word) {
    assertThat(read(word, Decimal::lenientSigned)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "7, 7",
    "18446744073709551615, 18446744073709551615",
    "' \t+7', 7",
    "'7\r\n', 7",
    "'7 x', 7",
    "'7\0x', 7",
    "0007, 7"
  })
  void stored_number_isReadUpToSpaceOrNul(String word, String value) {
    assertThat(read(word, Decimal::stored)).isTrue();
    assertThat(decimal.value).isEqualTo(Long.parseUnsignedLong(value));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "+", "-1", "x", "7x", "\0", "18446744073709551616", "++7", "+ 7"})
  void stored_noNumber_isRefused(String word) {
    assertThat(read(word, Decimal::stored)).isFalse();
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
