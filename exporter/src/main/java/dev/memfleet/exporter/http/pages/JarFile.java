package dev.memfleet.exporter.http.pages;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** A file in the jar, loaded on first use and cached. */
public final class JarFile {
  private final Class<?> owner;
  private final String name;
  private volatile byte @Nullable [] bytes;

  /**
   * @param owner class in the file's package, unless the name is absolute
   */
  public JarFile(Class<?> owner, String name) {
    this.owner = owner;
    this.name = name;
  }

  /** Its bytes, which must not be changed. */
  public byte[] bytes() {
    byte[] known = bytes;
    if (known == null) {
      known = read();
      bytes = known;
    }
    return known;
  }

  private byte[] read() {
    try (InputStream in = owner.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the jar lacks " + name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
