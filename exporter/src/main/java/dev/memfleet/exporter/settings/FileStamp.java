package dev.memfleet.exporter.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;

/**
 * A fingerprint of a file's state: its identity, length and modification time. A rename, a link
 * that points to another file and a write each change the stamp.
 *
 * @param key the file's identity, null if the system has none
 */
public record FileStamp(@Nullable Object key, long size, FileTime modified) {
  private static final FileStamp NONE = new FileStamp(null, -1, FileTime.fromMillis(0));

  /** The stamp of a file; the same for all files that cannot be accessed. */
  public static FileStamp of(Path file) {
    try {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      return new FileStamp(now.fileKey(), now.size(), now.lastModifiedTime());
    } catch (IOException gone) {
      return NONE;
    }
  }
}
