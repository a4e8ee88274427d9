package dev.memfleet.exporter.alerts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The shipped rules with every {@code for}, range, offset and group interval divided by {@link
 * #FACTOR}, for tests that cannot wait. With everything scraped and evaluated each second, a test
 * second stands for a minute. Thresholds stay as they are, those in seconds too.
 */
public final class ShortenedRules {
  static final int FACTOR = 60;

  private static final Pattern DURATION =
      Pattern.compile("(?<=(?:for|interval): '?|offset |\\[)(\\d+)([smhdw])(?=\\b)");

  private ShortenedRules() {}

  /** The shipped rule files, shortened, in a folder. */
  public static List<Path> write(Path folder) throws IOException {
    List<Path> files = new ArrayList<>();
    for (String name : Shipped.RULE_FILES) {
      files.add(Files.writeString(folder.resolve(name), of(Shipped.text(name))));
    }
    return files;
  }

  static String of(String rules) {
    return DURATION
        .matcher(rules)
        .replaceAll(
            found -> {
              long amount = Long.parseLong(found.group(1));
              return shortened(unit(found.group(2)).multipliedBy(amount)).toMillis() + "ms";
            });
  }

  static Duration shortened(Duration shipped) {
    return shipped.dividedBy(FACTOR);
  }

  private static Duration unit(String letter) {
    return switch (letter) {
      case "s" -> Duration.ofSeconds(1);
      case "m" -> Duration.ofMinutes(1);
      case "h" -> Duration.ofHours(1);
      case "d" -> Duration.ofDays(1);
      case "w" -> Duration.ofDays(7);
      default -> throw new IllegalArgumentException(letter);
    };
  }
}
