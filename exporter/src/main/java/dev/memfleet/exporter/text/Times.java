package dev.memfleet.exporter.text;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Formats points in time for people: in UTC, or on a terminal in its own zone. */
public final class Times {
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMM HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private static final DateTimeFormatter TIME_OF_DAY =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("d MMM", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Times() {}

  /** {@code 14:03:27 UTC}. */
  public static String clock(Instant at) {
    return CLOCK.format(at);
  }

  /** {@code 14:03:00}, in a zone that the reader knows. */
  public static String timeOfDay(Instant at, ZoneId zone) {
    return TIME_OF_DAY.format(at.atZone(zone));
  }

  /** The time for a moment of this day, else date and time. */
  public static String since(Instant at, Instant now) {
    return isToday(at, now) ? CLOCK.format(at) : DAY.format(at);
  }

  /** The short form: {@code 14:03}, or {@code 26 Nov}. */
  public static String shortForm(Instant at, Instant now) {
    return isToday(at, now) ? MINUTE.format(at) : DATE.format(at);
  }

  private static boolean isToday(Instant at, Instant now) {
    return at.isAfter(now.minus(20, ChronoUnit.HOURS));
  }
}
