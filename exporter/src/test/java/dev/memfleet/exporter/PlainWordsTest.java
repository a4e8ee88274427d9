package dev.memfleet.exporter;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Words that readers of code, messages and documents of both modules need not meet. */
class PlainWordsTest {
  private static final Path ROOT = Path.of("..");
  private static final List<String> PLACES =
      List.of(
          "README.md",
          "CHANGELOG.md",
          "Makefile",
          ".github",
          "alerts",
          "dashboards",
          "exporter/README.md",
          "exporter/Makefile",
          "exporter/deploy",
          "exporter/src",
          "server/README.md",
          "server/Makefile",
          "server/deploy",
          "server/src");

  /** Recordings, transcripts, fuzz inputs, and the words themselves. */
  private static final Pattern EXCEPTIONS =
      Pattern.compile(".*/src/test/(resources|node)/.*|.*/PlainWordsTest.java");

  private static final Set<String> BINARY =
      Set.of("png", "gz", "jar", "woff2", "ico", "jks", "p12");

  /** The word, and what to write instead. */
  private static final Map<String, String> WORDS =
      Map.ofEntries(
          Map.entry("tell|tells|told", "report, show, return, list, call"),
          Map.entry("nobody|somebody", "name the party: no client, another thread"),
          Map.entry("anew", "again"),
          Map.entry("in the place of", "replaces, instead of"),
          Map.entry("so many", "that many, a number of"),
          Map.entry("be it", "an error is one, too"),
          Map.entry("whom", "name the party"),
          Map.entry("of which", "a relative clause of its own"),
          Map.entry("as it is", "unchanged"),
          Map.entry("thrown out", "evicted"),
          Map.entry("for want of", "without, because … is missing"));

  @TestFactory
  Stream<DynamicTest> word_isNotUsed() throws IOException {
    Map<Path, String> texts = new TreeMap<>();
    files().forEach(file -> texts.put(file, text(file)));
    assertThat(texts).hasSizeGreaterThan(500);
    return WORDS.entrySet().stream()
        .map(
            entry ->
                DynamicTest.dynamicTest(
                    entry.getKey(),
                    () -> {
                      Pattern word = pattern(entry.getKey());
                      assertThat(
                              texts.entrySet().stream()
                                  .flatMap(file -> uses(word, file.getKey(), file.getValue())))
                          .as("write: " + entry.getValue())
                          .isEmpty();
                    }));
  }

  @Test
  void word_isFoundOverTheEndOfACommentsLine() {
    assertThat(
            uses(
                pattern("in the place of"),
                Path.of("A.java"),
                "\n/**\n * Stands in the\n * place of"))
        .containsExactly("A.java:3: in the place of");
    assertThat(uses(pattern("be it"), Path.of("a.md"), "maybe it is")).isEmpty();
  }

  /** The JDK has a method noBody. */
  private static Pattern pattern(String words) {
    String gap = "(?:\\s+(?://|\\*|#)?\\s*)";
    return Pattern.compile(
        "\\b(?-i:(?!noBody))(?:" + words.replace(" ", gap) + ")\\b", Pattern.CASE_INSENSITIVE);
  }

  private static Stream<String> uses(Pattern word, Path file, String text) {
    Matcher found = word.matcher(text);
    List<String> uses = new ArrayList<>();
    while (found.find()) {
      long line = 1 + text.chars().limit(found.start()).filter(c -> c == '\n').count();
      uses.add(file + ":" + line + ": " + words(found.group()));
    }
    return uses.stream();
  }

  private static String words(String group) {
    return Stream.of(group.split("[\\s*/#]+")).collect(joining(" "));
  }

  private static List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>();
    for (String place : PLACES) {
      Path path = ROOT.resolve(place);
      if (Files.exists(path)) {
        try (Stream<Path> all = Files.walk(path)) {
          all.filter(Files::isRegularFile)
              .filter(file -> !isBinary(file) && !EXCEPTIONS.matcher(file.toString()).matches())
              .forEach(files::add);
        }
      }
    }
    return files;
  }

  private static boolean isBinary(Path file) {
    String name = file.toString();
    return BINARY.contains(name.substring(name.lastIndexOf('.') + 1));
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
