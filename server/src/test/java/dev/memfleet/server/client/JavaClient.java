package dev.memfleet.server.client;

import java.io.Closeable;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The operations that the flows need of a Java client library. Values are strings. */
interface JavaClient extends Closeable {
  boolean set(String key, int seconds, String value) throws Exception;

  boolean add(String key, String value) throws Exception;

  boolean replace(String key, String value) throws Exception;

  boolean append(String key, String value) throws Exception;

  boolean prepend(String key, String value) throws Exception;

  /** Reads the key's cas id, then replaces the value with that id. */
  boolean cas(String key, String value) throws Exception;

  @Nullable String get(String key) throws Exception;

  Map<String, String> getAll(Collection<String> keys) throws Exception;

  boolean touch(String key, int seconds) throws Exception;

  boolean delete(String key) throws Exception;

  /** Adds to a counter; a missing one is created with the number 1, for a minute. */
  long increment(String key, int by) throws Exception;

  long decrement(String key, int by) throws Exception;
}
