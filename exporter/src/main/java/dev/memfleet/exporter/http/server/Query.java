package dev.memfleet.exporter.http.server;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The parameters of a request, each with its distinct values in order. */
public record Query(Map<String, Set<String>> parameters) {

  static Query of(@Nullable String query) throws BadRequestException {
    Map<String, Set<String>> parameters = new LinkedHashMap<>();
    if (query != null && !query.isEmpty()) {
      for (String pair : query.split("&", -1)) {
        if (pair.isEmpty()) {
          continue;
        }
        int equals = pair.indexOf('=');
        String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
        String value = decoded(equals < 0 ? "" : pair.substring(equals + 1));
        parameters.computeIfAbsent(name, n -> new LinkedHashSet<>()).add(value);
      }
    }
    return new Query(parameters);
  }

  private static String decoded(String text) throws BadRequestException {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException malformed) {
      throw new BadRequestException("malformed query: " + malformed.getMessage());
    }
  }

  /** All values of a parameter. */
  public Set<String> all(String name) {
    return parameters.getOrDefault(name, Set.of());
  }

  /** The first value of a parameter; null if it is absent. */
  public @Nullable String first(String name) {
    Set<String> values = all(name);
    return values.isEmpty() ? null : values.iterator().next();
  }

  /** The value of a parameter that may occur once; null if it is absent. */
  public @Nullable String single(String name) throws BadRequestException {
    Set<String> values = all(name);
    if (values.size() > 1) {
      throw new BadRequestException("more than one value for " + name);
    }
    return values.isEmpty() ? null : values.iterator().next();
  }
}
