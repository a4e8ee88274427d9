package dev.memfleet.exporter.cli;

import dev.memfleet.exporter.node.HttpUrl;
import dev.memfleet.exporter.yaml.Quoted;
import java.util.regex.Pattern;

/** Checks paths of our own HTTP endpoint. */
final class WebPath {
  private static final Pattern SYNTAX = Pattern.compile("/|(/[A-Za-z0-9_~.-]*[A-Za-z0-9_~])+");

  private WebPath() {}

  /**
   * Checks a path: it needs no escapes and does not shadow {@code /-/healthy} and its siblings.
   *
   * @throws IllegalArgumentException saying what is wrong
   */
  static String checked(String text) {
    if (!SYNTAX.matcher(text).matches()) {
      throw new IllegalArgumentException(
          Quoted.text(text) + ": not a path (expected something like /metrics)");
    }
    return text;
  }

  /** Normalizes a prefix of paths: no slash at its end; empty for none. */
  static String prefix(String text) {
    String path = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    return path.isEmpty() ? "" : checked(path);
  }

  /**
   * Checks the agent's external URL.
   *
   * @throws IllegalArgumentException saying what is wrong
   */
  static HttpUrl externalUrl(String text) {
    HttpUrl url = HttpUrl.parse(text);
    prefix(url.path());
    if (url.query().isPresent()) {
      throw new IllegalArgumentException(
          Quoted.text(text)
              + ": has a query (expected something like https://ops.example.com/memfleet)");
    }
    return url;
  }
}
