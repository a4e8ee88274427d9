package dev.memfleet.server.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.server.memory.Memory;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class VerbTest {
  private static Verb read(String word) {
    byte[] bytes = word.getBytes(StandardCharsets.ISO_8859_1);
    long copy = Memory.allocate(bytes.length + 1);
    try {
      Memory.copy(bytes, 0, copy, bytes.length);
      return Verb.at(copy, bytes.length);
    } finally {
      Memory.free(copy);
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "UNKNOWN")
  void everyVerb_isFoundByItsName(Verb verb) {
    assertThat(read(verb.name().toLowerCase(Locale.ROOT))).isEqualTo(verb);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "g", "GET", "getx", "verbositz", "verbosit", "flush_all_", "\u00e9"})
  void anythingElse_isUnknown(String word) {
    assertThat(read(word)).isEqualTo(Verb.UNKNOWN);
  }
}
