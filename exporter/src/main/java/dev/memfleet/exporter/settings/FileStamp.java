package dev.memfleet.exporter.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;

/**
 * What distinguishes one state of a file from the next: which file it is, its length and its time
 * of change. A rename, a link turned to another file and a write each give another stamp.
 *
 * @param key the file's identity, null where the system has none
 */
public record FileStamp(@Nullable Object key, long size, FileTime modified) {
  private static final FileStamp NONE = new FileStamp(null, -1, FileTime.fromMillis(0));

  /** The stamp of a file; all that cannot be looked at have the same. */
  public static FileStamp of(Path file) {
    try {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      return new FileStamp(now.fileKey(), now.size(), now.lastModifiedTime());
    } catch (IOException gone) {
      return NONE;
    }
  }
}
