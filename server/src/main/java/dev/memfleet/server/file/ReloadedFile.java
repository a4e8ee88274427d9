package dev.memfleet.server.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;

/**
 * A file that is parsed at the start, and again when it has changed. A malformed change is logged
 * and ignored; a file that cannot be read is tried again at the next check. A lasting error is
 * logged once. One thread checks at a time; any thread may ask for the content.
 */
public final class ReloadedFile<T> {
  private final Path file;
  private final String unreadable;
  private final String notReloaded;
  private final Format<T> format;

  /** Identity, size and time of the file when it was last read; empty if there was none. */
  private List<Object> stamp;

  /** Why the last attempt to reload failed; empty if it succeeded. */
  private String failure = "";

  private volatile T content;

  /** Parses the text of a file. */
  public interface Format<T> {
    /**
     * Parses the text.
     *
     * @throws IOException when it is malformed
     */
    T parse(String text) throws IOException;
  }

  /**
   * Reads the file, which must be UTF-8.
   *
   * @param unreadable the error when the file cannot be read; the cause is appended
   * @param notReloaded the log message when a change is not used; the error is appended
   * @throws IOException when it cannot be read, or is malformed
   */
  public ReloadedFile(Path file, String unreadable, String notReloaded, Format<T> format)
      throws IOException {
    this.file = file;
    this.unreadable = unreadable;
    this.notReloaded = notReloaded;
    this.format = format;
    stamp = stamp();
    content = format.parse(read());
  }

  /** The content of the last well-formed version. */
  public T content() {
    return content;
  }

  /** Reloads the file if it has changed. */
  public void reloadIfChanged() {
    String failed = "";
    List<Object> now = stamp();
    try {
      if (!now.equals(stamp)) {
        String text = read();
        stamp = now;
        content = format.parse(text);
      }
    } catch (IOException e) {
      failed = String.valueOf(e.getMessage());
    }
    if (!failed.isEmpty() && !failed.equals(failure)) {
      System.err.println("memfleet-server: " + notReloaded + ": " + failed);
    }
    failure = failed;
  }

  private List<Object> stamp() {
    try {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      return List.of(String.valueOf(now.fileKey()), now.size(), now.lastModifiedTime());
    } catch (IOException e) { // reading the file then fails too, and is reported
      return List.of();
    }
  }

  private String read() throws IOException {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new IOException(unreadable + ": " + e, e);
    }
  }
}
