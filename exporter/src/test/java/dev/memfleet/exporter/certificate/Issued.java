package dev.memfleet.exporter.certificate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** A certificate and its key, in PEM. */
public record Issued(String certificate, String key, Instant end) {
  /** Writes {@code name.pem} and {@code name.key}; over what is there. */
  public void write(Path folder, String name) {
    try {
      Files.writeString(folder.resolve(name + ".pem"), certificate);
      Files.writeString(folder.resolve(name + ".key"), key);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
