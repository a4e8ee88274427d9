package dev.memfleet.exporter.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file in the repository that is made from the code: compared, or with {@code -Dupdate.docs=true}
 * written again.
 */
public final class GeneratedFile {
  private GeneratedFile() {}

  /**
   * Checks what stands in a file between the comments {@code <!-- name:begin -->} and {@code <!--
   * name:end -->}.
   */
  public static void checkSection(Path file, String name, String expected) throws IOException {
    String begin = "<!-- " + name + ":begin -->\n";
    String content = Files.readString(file);
    int from = content.indexOf(begin) + begin.length();
    int to = content.indexOf("<!-- " + name + ":end -->\n");
    assertThat(from).as("section %s", name).isBetween(begin.length(), to);
    check(file, content.substring(0, from) + expected + content.substring(to));
  }

  /** What stands between the comments. */
  public static String section(Path file, String name) throws IOException {
    String begin = "<!-- " + name + ":begin -->\n";
    String content = Files.readString(file);
    return content.substring(
        content.indexOf(begin) + begin.length(), content.indexOf("<!-- " + name + ":end -->\n"));
  }

  public static void check(Path file, String expected) throws IOException {
    if (Boolean.getBoolean("update.docs")) {
      Files.writeString(file, expected);
    }
    assertThat(file).as("%s; -Dupdate.docs=true writes it", file).content().isEqualTo(expected);
  }
}
