package dev.memfleet.exporter.exposition;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The formats in which a page can be written. */
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
   * The better liked format of an {@code Accept} header by its q-values; {@link #TEXT} without a
   * header, or when both are liked alike only by a wildcard.
   */
  public static PageFormat of(@Nullable String accept) {
    double text = 0;
    double openMetrics = 0;
    for (String range : (accept == null ? "" : accept).split(",", -1)) {
      String[] parts = range.split(";", -1);
      String type = parts[0].trim().toLowerCase(Locale.ROOT);
      if (type.equals("application/openmetrics-text")) {
        openMetrics = Math.max(openMetrics, quality(parts));
      } else if (type.equals("text/plain")) {
        text = Math.max(text, quality(parts));
      }
    }
    return openMetrics > 0 && openMetrics >= text ? OPENMETRICS : TEXT;
  }

  private static double quality(String[] parts) {
    for (int i = 1; i < parts.length; i++) {
      String parameter = parts[i].trim();
      if (parameter.startsWith("q=")) {
        try {
          return Double.parseDouble(parameter.substring(2));
        } catch (NumberFormatException malformed) {
          return 0;
        }
      }
    }
    return 1;
  }
}
