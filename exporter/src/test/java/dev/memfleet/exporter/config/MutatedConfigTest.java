package dev.memfleet.exporter.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.exporter.yaml.ConfigException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A damaged file gives a configuration or a list of mistakes, each on one line; nothing else. */
class MutatedConfigTest {
  private static final String ALPHABET = "{}[]:,-&*!|>'\"%@`#?~ \n\t\0\u0001\ud83d<=01ax\u2028";

  @ParameterizedTest
  @ValueSource(strings = {"smallest.yml", "everything.yml", "aliases.yml"})
  void damagedFile_isReadOrRefused(String name) throws Exception {
    String text = Files.readString(Fixtures.valid(name));
    Random random = new Random(11211);
    for (int i = 0; i < 500; i++) {
      StringBuilder damaged = new StringBuilder(text);
      for (int n = 1 + random.nextInt(3); n > 0; n--) {
        damage(damaged, random);
      }
      check(damaged.toString());
    }
  }

  private static void damage(StringBuilder text, Random random) {
    int at = random.nextInt(text.length());
    switch (random.nextInt(3)) {
      case 0 -> text.insert(at, ALPHABET.charAt(random.nextInt(ALPHABET.length())));
      case 1 -> text.setCharAt(at, ALPHABET.charAt(random.nextInt(ALPHABET.length())));
      default -> text.delete(at, Math.min(text.length() - 1, at + random.nextInt(9)));
    }
  }

  private static void check(String text) {
    try {
      assertThat(ConfigFile.parse(Path.of("f.yml"), text, Set.of("slab"))).isNotNull();
    } catch (ConfigException e) {
      assertThat(e.problems()).isNotEmpty().allMatch(problem -> problem.matches("f\\.yml:.*"));
    }
  }
}
