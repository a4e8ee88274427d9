package dev.memfleet.exporter.alerts;

import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One recording rule or alert.
 *
 * @param name what it records, or how the alert is called
 * @param duration how long an alert must hold, {@code 0m} when it fires at once
 */
record Rule(
    String name,
    String expression,
    String duration,
    Map<String, String> labels,
    Map<String, String> annotations) {

  static Rule of(Map<?, ?> yaml) {
    String kind = yaml.containsKey("alert") ? "alert" : "record";
    return new Rule(
        text(yaml, kind),
        text(yaml, "expr"),
        yaml.containsKey("for") ? text(yaml, "for") : "0m",
        texts(yaml.get("labels")),
        texts(yaml.get("annotations")));
  }

  private static String text(Map<?, ?> yaml, String key) {
    return Objects.requireNonNull(yaml.get(key), key).toString();
  }

  private static Map<String, String> texts(@Nullable Object yaml) {
    return yaml instanceof Map<?, ?> map
        ? map.entrySet().stream()
            .collect(
                Collectors.toMap(
                    e -> String.valueOf(e.getKey()), e -> String.valueOf(e.getValue())))
        : Map.of();
  }

  @Override
  public String toString() {
    return name;
  }
}
