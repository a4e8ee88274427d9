package dev.memfleet.exporter.alerts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The files of the folder {@code alerts}. */
public final class Shipped {
  /** Tests run in the exporter's folder. */
  static final Path FOLDER = Path.of("..", "alerts");

  static final List<String> RULE_FILES = List.of("memcached.rules.yml", "memcached.alerts.yml");

  private Shipped() {}

  /** The names of the recorded series. */
  public static Set<String> recordedNames() {
    return recordings().stream().map(Rule::name).collect(Collectors.toSet());
  }

  static List<Rule> recordings() {
    return rules(RULE_FILES.get(0));
  }

  static List<Rule> alerts() {
    return rules(RULE_FILES.get(1));
  }

  static List<String> groups() {
    return RULE_FILES.stream()
        .flatMap(file -> maps(yaml(file).get("groups")))
        .map(group -> String.valueOf(group.get("name")))
        .toList();
  }

  static List<Path> testFiles() {
    try (Stream<Path> files = Files.list(FOLDER.resolve("tests"))) {
      return files.map(FOLDER::relativize).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<RuleTest> tests() {
    return testFiles().stream()
        .flatMap(file -> maps(yaml(file.toString()).get("tests")))
        .map(RuleTest::of)
        .toList();
  }

  static String text(String file) {
    try {
      return Files.readString(FOLDER.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Map<?, ?> yaml(String file) {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    return new Yaml(new SafeConstructor(options)).load(text(file));
  }

  private static List<Rule> rules(String file) {
    return maps(yaml(file).get("groups"))
        .flatMap(group -> maps(group.get("rules")))
        .map(Rule::of)
        .toList();
  }

  static Stream<Map<?, ?>> maps(@Nullable Object list) {
    return ((List<?>) Objects.requireNonNull(list)).stream().map(element -> (Map<?, ?>) element);
  }
}
