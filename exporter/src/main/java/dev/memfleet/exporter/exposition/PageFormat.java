package dev.memfleet.exporter.exposition;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The output formats of a page. */
public enum PageFormat {
  TEXT("text/plain; version=0.0.4; charset=utf-8"),
  OPENMETRICS("application/openmetrics-text; version=1.0.0; charset=utf-8");

  private final String contentType;

  PageFormat(String contentType) {
    this.contentType = contentType;
  }

  public String contentType() {
    return contentType;
  }

  /**
   * The preferred format of an {@code Accept} header by its q-values. Each format gets the q-value
   * of the most specific matching range. {@link #TEXT} without a header, or if both are equal and
   * the header does not name OpenMetrics.
   */
  public static PageFormat of(@Nullable String accept) {
    Map<String, Double> ranges = new HashMap<>();
    for (String range : (accept == null ? "" : accept).split(",", -1)) {
      String[] parts = range.split(";", -1);
      ranges.merge(parts[0].trim().toLowerCase(Locale.ROOT), quality(parts), Math::max);
    }
    double text = preference(ranges, "text/plain", "text/*", "*/*");
    double openMetrics = preference(ranges, "application/openmetrics-text", "application/*", "*/*");
    boolean named = ranges.containsKey("application/openmetrics-text");
    return openMetrics > text || (named && openMetrics > 0 && openMetrics == text)
        ? OPENMETRICS
        : TEXT;
  }

  private static double preference(Map<String, Double> ranges, String... exactFirst) {
    return Arrays.stream(exactFirst)
        .map(ranges::get)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(0.0);
  }

  private static double quality(String[] parts) {
    for (int i = 1; i < parts.length; i++) {
      String parameter = parts[i].trim();
      if (parameter.startsWith("q=")) {
        try {
          double quality = Double.parseDouble(parameter.substring(2));
          return quality > 0 ? quality : 0;
        } catch (NumberFormatException malformed) {
          return 0;
        }
      }
    }
    return 1;
  }
}
