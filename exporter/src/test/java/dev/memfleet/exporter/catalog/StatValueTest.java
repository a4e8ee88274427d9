package dev.memfleet.exporter.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.exporter.catalog.StatKey.Format;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatValueTest {
  private static double parse(Format format, String text) {
    byte[] bytes = ("<" + text + ">").getBytes(UTF_8);
    return StatValue.parse(format, bytes, 1, bytes.length - 1);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "7, 7",
    "007, 7",
    "999999999999999999, 999999999999999999",
    "1000000000000000000, 1000000000000000000",
    "9223372036854775808, 9223372036854775808",
    "18446744073709551615, 18446744073709551615",
    "-1, -1",
    "+5, 5",
    "1.25, 1.25",
    "0.010, 0.01",
    ".5, 0.5",
    "1e3, 1000",
    "1.5E-3, 0.0015",
    "1e19, 1e19"
  })
  void number_isRead(String text, double expected) {
    assertThat(parse(Format.NUMBER, text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "abc",
        "1 ",
        " 1",
        "1x",
        "0x10",
        "1d",
        "1f",
        "NaN",
        "nan",
        "inf",
        "Infinity",
        "-Infinity",
        "-inf",
        "18446744073709551616",
        "99999999999999999999",
        "1e20",
        "1e400",
        "-1e400",
        "1e",
        "--1",
        "1.2.3",
        "1,5",
        "yes",
        "NULL",
        "\u0661",
        "é",
        "00000000000000000000000000000000000000001"
      })
  void number_ofAnotherForm_isUnreadable(String text) {
    assertThat(parse(Format.NUMBER, text)).isEqualTo(StatValue.UNREADABLE);
  }

  @Test
  void number_nullPointer_isNotReported() {
    assertThat(parse(Format.NUMBER, "(null)")).isNaN();
  }

  @ParameterizedTest
  @CsvSource({"0.000000, 0", "0.026303, 0.026303", "12.345678, 12.345678", "3, 3", "2.5, 2.000005"})
  void timeval_isSecondsAndMicroseconds(String text, double expected) {
    assertThat(parse(Format.TIMEVAL, text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "1.", ".1", "a.1", "1.b", "1.2.3x", "nan.0"})
  void timeval_ofAnotherForm_isUnreadable(String text) {
    assertThat(parse(Format.TIMEVAL, text)).isEqualTo(StatValue.UNREADABLE);
  }

  @ParameterizedTest
  @CsvSource({"yes, 1", "on, 1", "1, 1", "no, 0", "off, 0", "0, 0"})
  void flag_isOneOrZero(String text, double expected) {
    assertThat(parse(Format.FLAG, text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "2", "maybe", "YES", "yes "})
  void flag_ofAnotherForm_isUnreadable(String text) {
    assertThat(parse(Format.FLAG, text)).isEqualTo(StatValue.UNREADABLE);
  }

  @ParameterizedTest
  @CsvSource({"no, 0", "'', 0", "(null), 0", "/etc/users, 1", "yes, 1"})
  void presence_isOneForAnyText(String text, double expected) {
    assertThat(parse(Format.PRESENCE, text)).isEqualTo(expected);
  }

  @Test
  void flag_nullPointer_isNotReported() {
    assertThat(parse(Format.FLAG, "(null)")).isNaN();
  }
}
