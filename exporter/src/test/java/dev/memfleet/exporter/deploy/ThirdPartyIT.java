package dev.memfleet.exporter.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every class in a shipped jar is Memfleet's or of a library that THIRD-PARTY.md names. */
class ThirdPartyIT {
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| [^|]+ \\| `([a-z.]+)` \\| \\S.* \\|$");

  @ParameterizedTest
  @CsvSource({
    "THIRD-PARTY.md, target/memfleet-exporter.jar",
    "../server/THIRD-PARTY.md, ../server/target/memfleet-server.jar"
  })
  void classesInTheJar_areAccountedFor(Path document, Path jar) throws IOException {
    List<String> packages =
        ROW.matcher(Files.readString(document)).results().map(row -> row.group(1) + ".").toList();

    assertThat(classes(jar)).isNotEmpty().filteredOn(name -> !isIn(packages, name)).isEmpty();
  }

  /** These files come from Jackson's jar; the other libraries name their licence in the pom. */
  @ParameterizedTest
  @CsvSource({"target/memfleet-exporter.jar", "../server/target/memfleet-server.jar"})
  void licencesAndNotices_stayInTheJar(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      assertThat(file.stream().map(ZipEntry::getName))
          .contains("META-INF/LICENSE", "META-INF/NOTICE", "META-INF/FastDoubleParser-LICENSE");
    }
  }

  private static boolean isIn(List<String> packages, String name) {
    return name.startsWith("dev.memfleet.") || packages.stream().anyMatch(name::startsWith);
  }

  private static List<String> classes(Path jar) throws IOException {
    Matcher versioned = Pattern.compile("^META-INF/versions/\\d+/").matcher("");
    try (JarFile file = new JarFile(jar.toFile())) {
      return file.stream()
          .map(ZipEntry::getName)
          .filter(name -> name.endsWith(".class"))
          .map(name -> versioned.reset(name).replaceFirst("").replace('/', '.'))
          .toList();
    }
  }
}
