package dev.memfleet.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Compares the log events in the sources with the tables of the README. */
class LogEventsReadmeTest {
  private static final Pattern CALL =
      Pattern.compile(
          "LogEvent\\.(?:info|warning|debug|log)\\(\\s*LOG,\\s*(?:[^\",]*Level[^\",]*,\\s*)?\"([^\"]+)\"");

  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([^`]+)` \\|");

  @Test
  void everyEvent_isInTheReadme() throws IOException {
    List<String> logged =
        CALL.matcher(sources()).results().map(call -> call.group(1)).distinct().toList();

    assertThat(logged).hasSizeGreaterThan(20);
    assertThat(documented()).containsAll(logged);
  }

  @Test
  void everyRowOfTheReadme_isAnEvent() throws IOException {
    String sources = sources();

    assertThat(documented()).allMatch(event -> sources.contains('"' + event + '"'));
  }

  private static Set<String> documented() throws IOException {
    String readme = Files.readString(Path.of("README.md"));
    String log = readme.substring(readme.indexOf("\n## Log\n"));
    return ROW.matcher(log.substring(0, log.indexOf("\n## ", 1)))
        .results()
        .map(MatchResult::group)
        .map(row -> row.substring(3, row.length() - 3))
        .filter(event -> !event.equals("msg"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String sources() throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        all.append(Files.readString(file));
      }
    }
    return all.toString();
  }
}
