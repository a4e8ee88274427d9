package dev.memfleet.exporter.text;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The kind of a column's values, and how they are formatted for people. */
public enum Kind {
  TEXT {
    @Override
    String of(Object value) {
      return printable(value.toString());
    }
  },

  /** A count, abbreviated from 100,000 on. */
  COUNT {
    @Override
    String of(Object value) {
      double number = number(value);
      return Math.abs(number) < 100_000 ? whole(number) : scaled(number, 1000, "", "kMGTPE");
    }
  },

  BYTES {
    @Override
    String of(Object value) {
      double number = number(value);
      return Math.abs(number) < 1024 ? whole(number) + " B" : scaled(number, 1024, "iB", "KMGTPE");
    }
  },

  /** A fraction of 1, shown in per cent. */
  RATIO {
    @Override
    String of(Object value) {
      return String.format(Locale.ROOT, "%.1f%%", number(value) * 100);
    }
  },

  /** Per second. */
  RATE {
    @Override
    String of(Object value) {
      double number = number(value);
      if (number == 0) {
        return "0";
      }
      return number >= 100 ? COUNT.of((double) Math.round(number)) : decimal(number);
    }
  },

  SECONDS {
    @Override
    String of(Object value) {
      return duration(Duration.ofMillis(Math.round(number(value) * 1000)));
    }
  };

  /** Shown for a missing value. */
  public static final String NONE = "-";

  private static final long DAY = 86_400;

  abstract String of(Object value);

  /** A formatted value. */
  public final String shown(@Nullable Object value) {
    if (value == null || (value instanceof Double number && number.isNaN())) {
      return NONE;
    }
    return of(value);
  }

  public boolean isNumber() {
    return this != TEXT;
  }

  private static double number(Object value) {
    return ((Number) value).doubleValue();
  }

  private static String whole(double number) {
    return number == Math.rint(number) ? Long.toString((long) number) : decimal(number);
  }

  private static String decimal(double number) {
    return String.format(Locale.ROOT, "%.1f", number);
  }

  private static String scaled(double number, int step, String unit, String prefixes) {
    double rest = number;
    int at = -1;
    do {
      rest /= step;
      at++;
    } while (Math.abs(rest) >= step - 0.05 && at < prefixes.length() - 1);
    String space = unit.isEmpty() ? "" : " ";
    return decimal(rest) + space + prefixes.charAt(at) + unit;
  }

  /** The two largest units, as {@code 3d4h}. */
  private static String duration(Duration time) {
    long seconds = time.toSeconds();
    if (seconds == 0 && !time.isZero()) {
      return time.toMillis() + "ms";
    }
    if (seconds < 60) {
      return seconds + "s";
    }
    if (seconds < 3600) {
      return seconds / 60 + "m" + seconds % 60 + "s";
    }
    return seconds < DAY
        ? seconds / 3600 + "h" + seconds % 3600 / 60 + "m"
        : seconds / DAY + "d" + seconds % DAY / 3600 + "h";
  }

  /** Foreign text without control characters and characters that change the text direction. */
  public static String printable(String text) {
    StringBuilder out = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              int type = Character.getType(c);
              boolean unsafe =
                  type == Character.CONTROL
                      || type == Character.FORMAT
                      || type == Character.LINE_SEPARATOR
                      || type == Character.PARAGRAPH_SEPARATOR;
              out.appendCodePoint(unsafe ? '?' : c);
            });
    return out.toString();
  }
}
