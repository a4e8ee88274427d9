package dev.memfleet.exporter.config;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.SPARSE;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.memfleet.exporter.catalog.GeneratedFile;
import dev.memfleet.exporter.yaml.ConfigException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every mistake with its exact message. */
class InvalidConfigTest {
  private static final Set<String> RESERVED = Set.of("slab", "status");

  @TempDir Path folder;

  @Test
  void eachInvalidFixture_hasExactlyTheMessagesInTheTable() throws IOException {
    Path table = Fixtures.ROOT.resolve("invalid-messages.txt");
    try (Stream<Path> files = Files.list(Fixtures.ROOT.resolve("invalid"))) {
      List<String> actual = files.sorted().flatMap(file -> problems(file).stream()).toList();

      assertThat(actual).noneMatch(message -> message.contains("hunter"));
      GeneratedFile.check(table, String.join("\n", actual) + "\n");
    }
  }

  @Test
  void fileThatCannotBeRead_saysWhy() throws IOException {
    Path notUtf8 = Files.write(folder.resolve("latin1.yml"), new byte[] {'a', (byte) 0xe9, '\n'});

    assertThat(problems(folder.resolve("none.yml"))).containsExactly("none.yml: no such file");
    assertThat(problems(notUtf8)).containsExactly("latin1.yml: not UTF-8");
    assertThat(problems(Files.createDirectory(folder.resolve("dir.yml"))))
        .containsExactly("dir.yml: cannot be read: Is a directory");
  }

  @Test
  void fileLargerThanTheLimit_isRefusedUnread() throws IOException {
    Path large = folder.resolve("large.yml");
    try (var channel = Files.newByteChannel(large, CREATE_NEW, WRITE, SPARSE)) {
      channel.position(33L << 20).write(ByteBuffer.wrap(new byte[1]));
    }

    assertThat(problems(large)).containsExactly("large.yml: larger than 32 MiB");
  }

  /** The messages, each with the file's name alone in place of its path. */
  private static List<String> problems(Path file) {
    ConfigException e =
        catchThrowableOfType(ConfigException.class, () -> ConfigFile.load(file, RESERVED));
    assertThat(e).as(file.toString()).isNotNull();
    assertThat(e.problems()).allMatch(problem -> problem.startsWith(file + ":"));
    int folder = file.toString().length() - file.getFileName().toString().length();
    return e.problems().stream().map(problem -> problem.substring(folder)).toList();
  }
}
