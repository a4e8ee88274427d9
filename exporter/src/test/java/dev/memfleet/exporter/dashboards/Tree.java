package dev.memfleet.exporter.dashboards;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** One mapping of a YAML or JSON document, read by key. */
public record Tree(Map<?, ?> values) {

  public static Tree read(Path file) {
    try {
      return parse(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static Tree parse(String document) {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    return of(new Yaml(new SafeConstructor(options)).load(document));
  }

  static Tree of(Object value) {
    return new Tree((Map<?, ?>) value);
  }

  Optional<Object> find(String key) {
    return Optional.ofNullable(values.get(key));
  }

  boolean has(String key) {
    return values.get(key) != null;
  }

  Object get(String key) {
    return find(key).orElseThrow(() -> new IllegalArgumentException("no " + key + " in " + values));
  }

  public String text(String key) {
    return get(key).toString();
  }

  String text(String key, String otherwise) {
    return find(key).map(Object::toString).orElse(otherwise);
  }

  boolean flag(String key) {
    return Boolean.TRUE.equals(values.get(key));
  }

  int number(String key) {
    return ((Number) get(key)).intValue();
  }

  public Tree tree(String key) {
    return find(key).map(Tree::of).orElse(new Tree(Map.of()));
  }

  List<Object> list(String key) {
    return find(key).map(value -> List.<Object>copyOf((List<?>) value)).orElse(List.of());
  }

  List<Tree> trees(String key) {
    return list(key).stream().map(Tree::of).toList();
  }

  public List<String> texts(String key) {
    return list(key).stream().map(Object::toString).toList();
  }

  List<String> keys() {
    return values.keySet().stream().map(Object::toString).toList();
  }
}
