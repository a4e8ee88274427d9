package dev.memfleet.exporter.exposition;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Utf8OutputTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final Utf8Output out = new Utf8Output(bytes);

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0.0, 0",
    "1, 1",
    "-1, -1",
    "9, 9",
    "10, 10",
    "42.0, 42",
    "1234567890, 1234567890",
    "999999999999999, 999999999999999",
    "-999999999999999, -999999999999999",
    "1e15, 1.0E15",
    "-1e15, -1.0E15",
    "0.5, 0.5",
    "-0.25, -0.25",
    "1e-9, 1.0E-9",
    "NaN, NaN",
    "Infinity, +Inf",
    "-Infinity, -Inf",
    "1.8446744073709552E19, 1.8446744073709552E19"
  })
  void number_isReadableByGo(double value, String text) throws IOException {
    out.write(value);
    assertThat(written()).isEqualTo(text);
  }

  @Test
  void numbers_readBack() throws IOException {
    Random random = new Random(3);
    for (int i = 0; i < 5000; i++) {
      double value =
          i % 2 == 0 ? random.nextLong() >> random.nextInt(64) : random.nextGaussian() * i;
      bytes.reset();
      out.write(value);
      assertThat(Double.parseDouble(written())).isEqualTo(value);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 1000, 16 * 1024 - 1, 16 * 1024, 16 * 1024 + 1, 50_000})
  void text_acrossTheBuffersEnd(int chunk) throws IOException {
    StringBuilder expected = new StringBuilder();
    String text = "abcdefghij".repeat(5000).substring(0, chunk);
    while (expected.length() < 60_000) {
      out.write(text);
      out.write('\n');
      out.write(expected.length());
      expected.append(text).append('\n').append(expected.length() - chunk - 1);
    }
    assertThat(written()).isEqualTo(expected.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"é", "aé", "日本語", "a🙂b", "\u007f\u0080", ""})
  void text_isUtf8_whereverItStarts(String text) throws IOException {
    for (int before : new int[] {0, 1, 16 * 1024 - 2, 16 * 1024 - 1, 16 * 1024}) {
      bytes.reset();
      out.write("x".repeat(before));
      out.write(text);
      out.write("end");
      assertThat(written()).isEqualTo("x".repeat(before) + text + "end");
    }
  }

  private String written() throws IOException {
    out.flush();
    return bytes.toString(UTF_8);
  }
}
