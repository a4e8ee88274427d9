package dev.memfleet.exporter.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ConfigKeyTest {
  @ParameterizedTest
  @EnumSource
  void key_withItsDefaultWrittenOut_changesNothing(ConfigKey key) throws ConfigException {
    String written = yaml(key, key.defaultValue());
    String silent = key.path().startsWith("nodes") ? "nodes: [{address: a}]" : "poll: {}";

    assertThat(parse(key == ConfigKey.NODES_ADDRESS ? silent : written)).isEqualTo(parse(silent));
  }

  @ParameterizedTest
  @EnumSource
  void key_withAValueOfTheWrongType_isReadAndRefused(ConfigKey key) {
    assertThatThrownBy(() -> parse(yaml(key, "[[]]")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(key.path().replace("[]", "[0]") + ": expected ");
  }

  @Test
  void keysWithin_areTheNextPartsOfThePaths() {
    assertThat(ConfigKey.within(""))
        .isEqualTo(List.of("poll", "collectors", "instance_label", "nodes"));
    assertThat(ConfigKey.within("nodes[]")).isEqualTo(List.of("address", "labels"));
  }

  private static Config parse(String yaml) throws ConfigException {
    return ConfigFile.parse("f.yml", yaml, Set.of());
  }

  /** A document with one key, as flow mappings. */
  private static String yaml(ConfigKey key, String value) {
    String[] parts = key.path().split("\\.", -1);
    return switch (parts.length) {
      case 1 -> "%s: %s".formatted(parts[0], value);
      default ->
          parts[0].equals("nodes[]")
              ? "nodes: [{%s %s: %s}]"
                  .formatted(parts[1].equals("address") ? "" : "address: a,", parts[1], value)
              : "%s: {%s: %s}".formatted(parts[0], parts[1], value);
    };
  }
}
