package dev.memfleet.exporter.settings;

import dev.memfleet.exporter.yaml.Quoted;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations in Go's notation: {@code 250ms}, {@code 1.5h}, {@code 1m30s}, {@code 0}. */
public final class GoDuration {
  private static final Pattern PART = Pattern.compile("([0-9]+\\.?[0-9]*|\\.[0-9]+)([^0-9.]*)");
  private static final int MAX_LENGTH = 64;
  private static final BigDecimal MAX_NANOS = BigDecimal.valueOf(Long.MAX_VALUE);

  private GoDuration() {}

  /**
   * Reads a duration of zero or more, up to some 292 years; fractions of a nanosecond are dropped.
   *
   * @throws IllegalArgumentException saying what is wrong and what is expected
   */
  public static Duration parse(String text) {
    try {
      return text.equals("0") ? Duration.ZERO : Duration.ofNanos(nanos(text));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "%s: %s (expected a duration like 250ms, 1s or 1m30s)"
              .formatted(Quoted.text(text), e.getMessage()),
          e);
    }
  }

  private static long nanos(String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("empty");
    }
    if (text.startsWith("-")) {
      throw new IllegalArgumentException("negative");
    }
    if (text.length() > MAX_LENGTH) {
      throw new IllegalArgumentException("too long");
    }
    BigDecimal sum = BigDecimal.ZERO;
    Matcher part = PART.matcher(text);
    int end = 0;
    while (end < text.length()) {
      if (!part.find(end) || part.start() != end) {
        throw new IllegalArgumentException("not a duration");
      }
      sum = sum.add(new BigDecimal(part.group(1)).multiply(unit(part.group(2))));
      end = part.end();
    }
    if (sum.compareTo(MAX_NANOS) > 0) {
      throw new IllegalArgumentException("out of range");
    }
    return sum.longValue();
  }

  private static BigDecimal unit(String name) {
    return BigDecimal.valueOf(
        switch (name) {
          case "ns" -> 1L;
          case "us", "µs", "μs" -> 1_000L;
          case "ms" -> 1_000_000L;
          case "s" -> 1_000_000_000L;
          case "m" -> 60_000_000_000L;
          case "h" -> 3_600_000_000_000L;
          case "" -> throw new IllegalArgumentException("no unit");
          default -> throw new IllegalArgumentException("unknown unit " + Quoted.text(name));
        });
  }

  /**
   * Writes a duration of zero or more in Go's notation: {@code 1m30s}, {@code 250ms}, {@code 0s}.
   */
  public static String format(Duration duration) {
    long nanos = duration.toNanos();
    if (nanos >= 1_000_000_000L) {
      long minutes = nanos / 60_000_000_000L;
      String seconds = decimal(nanos % 60_000_000_000L, 9) + "s";
      String rest = minutes == 0 ? seconds : minutes % 60 + "m" + seconds;
      return minutes < 60 ? rest : minutes / 60 + "h" + rest;
    }
    if (nanos >= 1_000_000L) {
      return decimal(nanos, 6) + "ms";
    }
    if (nanos >= 1_000L) {
      return decimal(nanos, 3) + "µs";
    }
    return nanos == 0 ? "0s" : nanos + "ns";
  }

  private static String decimal(long nanos, int scale) {
    BigDecimal value = BigDecimal.valueOf(nanos, scale).stripTrailingZeros();
    return value.setScale(Math.max(0, value.scale()), RoundingMode.UNNECESSARY).toPlainString();
  }
}
