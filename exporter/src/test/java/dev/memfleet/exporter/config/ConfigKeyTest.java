package dev.memfleet.exporter.config;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.memfleet.exporter.node.Profile;
import dev.memfleet.exporter.node.Target;
import dev.memfleet.exporter.settings.KeyRow;
import dev.memfleet.exporter.yaml.ConfigException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ConfigKeyTest {
  /** What a list or a mapping must have besides the key in question. */
  private static final Map<String, Map<String, String>> REQUIRED =
      Map.ofEntries(
          entry("nodes[]", Map.of("address", "a")),
          entry("discovery[]", Map.of("name", "s")),
          entry("profiles.<name>.tls", Map.of("cert_file", "c", "key_file", "k")),
          entry("profiles.<name>.auth", Map.of("username", "u", "password_file", "p")),
          entry("discovery[].file", Map.of("paths", "[a.json]")),
          entry("discovery[].http", Map.of("url", "https://a")),
          entry("discovery[].http.tls", Map.of("cert_file", "c", "key_file", "k")),
          entry("discovery[].http.basic_auth", Map.of("username", "u", "password_file", "p")),
          entry("discovery[].cluster", Map.of("endpoint", "a")),
          entry("discovery[].dns", Map.of("names", "[a]", "type", "A")),
          entry("discovery[].static.nodes[]", Map.of("address", "a")));

  @ParameterizedTest
  @MethodSource("keys")
  void key_withItsDefaultWrittenOut_changesNothing(KeyRow key) throws ConfigException {
    if (key.hasDefault()) {
      assertThat(parse(yaml(key, key.byDefault()))).isEqualTo(parse(yaml(key, null)));
    }
  }

  @ParameterizedTest
  @MethodSource("keys")
  void key_withoutADefault_isMissed(KeyRow key) {
    if (key.isRequired()) {
      assertThatThrownBy(() -> parse(yaml(key, null)))
          .isInstanceOf(ConfigException.class)
          .hasMessageEndingWith(inDocument(key) + ": is missing");
    }
  }

  @ParameterizedTest
  @MethodSource("keys")
  void key_withAValueOfTheWrongType_isReadAndRefused(KeyRow key) {
    assertThatThrownBy(() -> parse(yaml(key, "[[]]")))
        .isInstanceOf(ConfigException.class)
        .hasMessageMatching(".*" + Pattern.quote(inDocument(key)) + "(\\[0])?: expected .*");
  }

  @Test
  void namesOfKeys_areInTheOrderOfTheTable() {
    assertThat(Config.KEYS.names())
        .isEqualTo(
            List.of(
                "poll",
                "collectors",
                "instance_label",
                "history",
                "insight",
                "reload",
                "profiles",
                "allowed_targets",
                "nodes",
                "discovery"));
    assertThat(Target.KEYS.names())
        .isEqualTo(List.of("address", "labels", "profile", "collectors"));
    assertThat(Profile.KEYS.names())
        .isEqualTo(List.of("tls", "auth", "allowed_targets", "collectors", "canary_interval"));
  }

  static List<KeyRow> keys() {
    return Config.KEYS.rows();
  }

  private static String inDocument(KeyRow key) {
    return key.path().replace("[]", "[0]").replace("<name>", "x");
  }

  private static Config parse(String yaml) throws ConfigException {
    return ConfigFile.parse(Path.of("f.yml"), yaml, Set.of());
  }

  /** A document with this key and what must be beside it; without the key when value is null. */
  private static String yaml(KeyRow key, @Nullable String value) {
    String path = key.path();
    String yaml = value;
    while (true) {
      int dot = path.lastIndexOf('.');
      String parent = dot < 0 ? "" : path.substring(0, dot);
      String name = path.substring(dot + 1);
      Map<String, String> entries = new TreeMap<>(REQUIRED.getOrDefault(parent, Map.of()));
      if (key.path().matches("discovery\\[]\\.\\w+") && parent.equals("discovery[]")) {
        entries.put("static", "{}");
      }
      if (key.path().endsWith("auth.password") && parent.endsWith("auth")) {
        entries.remove("password_file");
      }
      entries.remove(name.replace("[]", ""));
      if (yaml != null) {
        entries.put(name.replace("[]", ""), name.endsWith("[]") ? "[" + yaml + "]" : yaml);
      }
      yaml =
          entries.entrySet().stream()
              .map(entry -> entry.getKey().replace("<name>", "x") + ": " + entry.getValue())
              .collect(Collectors.joining(", ", "{", "}"));
      if (dot < 0) {
        return yaml;
      }
      path = parent;
    }
  }
}
