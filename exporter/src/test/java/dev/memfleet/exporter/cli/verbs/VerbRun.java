package dev.memfleet.exporter.cli.verbs;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.memfleet.exporter.catalog.GeneratedFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A verb, run to its end in this JVM.
 *
 * @param line what was typed
 */
record VerbRun(String line, int status, String out, String err) {
  private static final Path README = Path.of("README.md");

  /** Runs it without a terminal. */
  static VerbRun of(String... words) {
    return of(Palette.PLAIN, Map.of(), "", words);
  }

  static VerbRun of(Palette colour, Map<String, String> environment, String in, String... words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Shell shell =
        new Shell(
            new ByteArrayInputStream(in.getBytes(UTF_8)),
            new PrintStream(out, true, UTF_8),
            new PrintStream(err, true, UTF_8),
            colour,
            false,
            false,
            false,
            environment,
            Set.of("slab"));
    int status = Verbs.commandLine(shell).execute(words);
    return new VerbRun(
        "memfleet-exporter " + String.join(" ", words),
        status,
        out.toString(UTF_8),
        err.toString(UTF_8));
  }

  /** This run with a text replaced everywhere. */
  VerbRun with(String text, String other) {
    return matching(Pattern.quote(text), Matcher.quoteReplacement(other));
  }

  /** Another text where the pattern matches, so that runs can be compared. */
  VerbRun matching(String pattern, String other) {
    return new VerbRun(
        line.replaceAll(pattern, other),
        status,
        out.replaceAll(pattern, other),
        err.replaceAll(pattern, other));
  }

  /** Checks that it stands in the README as it ran. */
  void isInReadme(String section) throws IOException {
    GeneratedFile.checkSection(README, "verb-" + section, shown());
  }

  private String shown() {
    return "```console\n$ " + line + "\n" + out + err + "```\n";
  }

  /** Like {@link #isInReadme}, but ignores numbers, which differ in each run. */
  void isInReadmeButForNumbers(String section) throws IOException {
    String there = GeneratedFile.section(README, "verb-" + section);
    if (!withoutNumbers(there).equals(withoutNumbers(shown()))) {
      isInReadme(section);
    }
  }

  private static String withoutNumbers(String text) {
    return text.replaceAll("[0-9][0-9.,]*(?: ?[kMG](?:iB)?\\b)?", "0").replaceAll(" +", " ");
  }
}
