package dev.memfleet.server.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.server.memory.Bytes;
import dev.memfleet.server.memory.Memory;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Base64Test {
  private final long from = Memory.allocate(400);
  private final long to = Memory.allocate(400);

  @AfterEach
  void free() {
    Memory.free(from);
    Memory.free(to);
  }

  @Test
  void encodeAndDecode_agreeWithTheJdk() {
    Random random = new Random(1);
    for (int length = 1; length <= 250; length++) {
      byte[] bytes = new byte[length];
      random.nextBytes(bytes);
      Memory.copy(bytes, 0, from, length);
      Base64.encode(from, length, to);
      String expected = java.util.Base64.getEncoder().encodeToString(bytes);
      assertThat(Bytes.text(to, Base64.encodedLength(length))).isEqualTo(expected);
      assertThat(Base64.decode(to, expected.length(), from)).isEqualTo(length);
      assertThat(Bytes.text(from, length))
          .isEqualTo(new String(bytes, StandardCharsets.ISO_8859_1));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "!!!!", "YQ=", "YW", "YWJ", "Y===", "=a=="})
  void decode_noBase64_isRefused(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    Memory.copy(bytes, 0, from, bytes.length);
    assertThat(Base64.decode(from, bytes.length, to)).isZero();
  }
}
