package dev.memfleet.exporter.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileStampTest {
  private static final FileTime TIME = FileTime.fromMillis(1_800_000_000_000L);

  @TempDir Path folder;

  @Test
  void fileLeftAlone_keepsItsStamp() throws IOException {
    Path file = file("a", "text");

    assertThat(FileStamp.of(file)).isEqualTo(FileStamp.of(file));
  }

  @Test
  void write_givesAnotherStamp() throws IOException {
    Path file = file("a", "text");
    FileStamp before = FileStamp.of(file);
    Files.setLastModifiedTime(file, FileTime.fromMillis(TIME.toMillis() + 1));

    assertThat(FileStamp.of(file)).isNotEqualTo(before);
    Files.writeString(file, "longer text");
    Files.setLastModifiedTime(file, TIME);
    assertThat(FileStamp.of(file)).isNotEqualTo(before);
  }

  @Test
  void rename_ofAFileOfTheSameLengthAndTime_givesAnotherStamp() throws IOException {
    Path file = file("a", "text");
    FileStamp before = FileStamp.of(file);
    Files.move(file("b", "next"), file, StandardCopyOption.ATOMIC_MOVE);

    assertThat(FileStamp.of(file)).isNotEqualTo(before);
  }

  @Test
  void linkTurnedToAnotherFile_givesAnotherStamp() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link"), file("a", "text"));
    FileStamp before = FileStamp.of(link);
    Files.delete(link);
    Files.createSymbolicLink(link, file("b", "next"));

    assertThat(FileStamp.of(link)).isNotEqualTo(before);
  }

  @Test
  void missingFile_hasTheStampOfMissingFiles() throws IOException {
    FileStamp missing = FileStamp.of(folder.resolve("none"));

    assertThat(missing).isEqualTo(FileStamp.of(folder.resolve("neither")));
    assertThat(missing).isNotEqualTo(FileStamp.of(file("empty", "")));
  }

  private Path file(String name, String text) throws IOException {
    Path file = Files.writeString(folder.resolve(name), text);
    return Files.setLastModifiedTime(file, TIME);
  }
}
