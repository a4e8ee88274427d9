package dev.memfleet.exporter.soak;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A connection to a cache server. An {@link IOException} leaves open whether the command was
 * executed; the connection is of no use then.
 */
interface Link extends AutoCloseable {
  /** A value and the number that {@link #cas} compares. */
  record Versioned(String value, long cas) {}

  void set(String key, String value) throws IOException;

  @Nullable Versioned get(String key) throws IOException;

  /** Returns whether there was a value to append to. */
  boolean append(String key, String suffix) throws IOException;

  /** Returns whether there was a value to delete. */
  boolean delete(String key) throws IOException;

  /** Returns the new number. */
  long increment(String key) throws IOException;

  /** Returns whether the value was still the one with that number. */
  boolean cas(String key, String value, long cas) throws IOException;

  /** Sends a part of a set, and closes the connection with a reset. */
  void abandonSet(String key) throws IOException;

  @Override
  void close();
}
