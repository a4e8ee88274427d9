package dev.memfleet.exporter.cli;

import dev.memfleet.exporter.yaml.Quoted;
import java.util.Map;
import java.util.StringJoiner;
import java.util.regex.Pattern;

/** Builds a single line of names and values, escaping the values as needed. */
final class LogLine {
  private static final Pattern UNQUOTED = Pattern.compile("[\\p{Graph}&&[^\"=\\\\]]+");

  private LogLine() {}

  static String logfmt(Map<String, String> fields) {
    StringJoiner line = new StringJoiner(" ");
    fields.forEach(
        (name, value) ->
            line.add(
                name + "=" + (UNQUOTED.matcher(value).matches() ? value : Quoted.quote(value))));
    return line.toString();
  }

  static String json(Map<String, String> fields) {
    StringJoiner line = new StringJoiner(",", "{", "}");
    fields.forEach((name, value) -> line.add(Quoted.quote(name) + ":" + Quoted.quote(value)));
    return line.toString();
  }
}
