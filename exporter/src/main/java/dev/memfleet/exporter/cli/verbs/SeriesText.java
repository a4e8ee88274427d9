package dev.memfleet.exporter.cli.verbs;

import dev.memfleet.exporter.text.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Parses a page of metrics in Prometheus' text format. */
final class SeriesText {
  private final String line;
  private int at;

  private SeriesText(String line) {
    this.line = line;
  }

  /**
   * One series of a page.
   *
   * @param labels sorted by name
   */
  record Line(String name, Map<String, String> labels, double value) {}

  /**
   * The series of a page, in its order.
   *
   * @throws VerbException naming the first invalid line
   */
  static List<Line> parse(String page) throws VerbException {
    List<Line> series = new ArrayList<>();
    for (String line : page.split("\n", -1)) {
      String text = line.strip();
      if (!text.isEmpty() && !text.startsWith("#")) {
        try {
          series.add(new SeriesText(text).read());
        } catch (IllegalArgumentException | StringIndexOutOfBoundsException e) {
          throw new VerbException(
              "not Prometheus' text format: " + Kind.printable(shortened(text)));
        }
      }
    }
    return series;
  }

  private static String shortened(String text) {
    return text.length() <= 80 ? text : text.substring(0, 80) + "...";
  }

  private Line read() {
    int nameEnd = 0;
    while (nameEnd < line.length() && "{ \t".indexOf(line.charAt(nameEnd)) < 0) {
      nameEnd++;
    }
    String name = line.substring(0, nameEnd);
    at = nameEnd;
    skipSpace();
    Map<String, String> labels = line.charAt(at) == '{' ? labels() : Map.of();
    String[] rest = line.substring(at).strip().split("[ \t]+", -1);
    if (name.isEmpty() || rest.length > 2) {
      throw new IllegalArgumentException(line);
    }
    return new Line(name, labels, number(rest[0]));
  }

  private Map<String, String> labels() {
    Map<String, String> labels = new TreeMap<>();
    at++;
    for (skipSpace(); line.charAt(at) != '}'; skipSpace()) {
      int equals = line.indexOf('=', at);
      String name = line.substring(at, equals).strip();
      at = equals + 1;
      skipSpace();
      labels.put(name, value());
      skipSpace();
      if (line.charAt(at) == ',') {
        at++;
      }
    }
    at++;
    return labels;
  }

  /** A quoted value with the format's escapes. */
  private String value() {
    if (line.charAt(at++) != '"') {
      throw new IllegalArgumentException(line);
    }
    StringBuilder value = new StringBuilder();
    for (char c = line.charAt(at++); c != '"'; c = line.charAt(at++)) {
      if (c == '\\') {
        char escaped = line.charAt(at++);
        value.append(escaped == 'n' ? '\n' : escaped);
      } else {
        value.append(c);
      }
    }
    return value.toString();
  }

  private void skipSpace() {
    while (line.charAt(at) == ' ' || line.charAt(at) == '\t') {
      at++;
    }
  }

  private static double number(String text) {
    return switch (text) {
      case "+Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text);
    };
  }
}
