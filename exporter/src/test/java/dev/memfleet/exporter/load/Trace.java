package dev.memfleet.exporter.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Recorded requests, from a file with a line {@code key,size} or {@code key,size,ttl} for each: the
 * bytes of the value and seconds. They are repeated from the start when they end. A key has the
 * size and time to live of its last request.
 */
public final class Trace implements Requests {
  private final Map<String, Integer> keys = new HashMap<>();
  private int[] requests = new int[1 << 16];
  private int[] sizes = new int[1 << 12];
  private int[] ttls = new int[1 << 12];
  private int count;
  private int sent;

  /**
   * Reads a file.
   *
   * @throws IOException if it cannot be read
   * @throws IllegalArgumentException if a line is malformed, or there is none
   */
  public static Trace read(Path file) throws IOException {
    Trace trace = new Trace();
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        trace.add(file, line);
      }
    }
    if (trace.count == 0) {
      throw new IllegalArgumentException(file + ": no requests");
    }
    return trace;
  }

  private void add(Path file, String line) {
    String[] words = line.split(",", -1);
    try {
      if (words.length < 2 || words.length > 3) {
        throw new NumberFormatException("words");
      }
      int key = keys.computeIfAbsent(words[0], name -> keys.size());
      if (key == sizes.length) {
        sizes = Arrays.copyOf(sizes, 2 * key);
        ttls = Arrays.copyOf(ttls, 2 * key);
      }
      if (count == requests.length) {
        requests = Arrays.copyOf(requests, 2 * count);
      }
      sizes[key] = Integer.parseUnsignedInt(words[1].strip());
      ttls[key] = words.length < 3 ? 0 : Integer.parseUnsignedInt(words[2].strip());
      requests[count++] = key;
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "%s:%d: expected key,size or key,size,ttl".formatted(file, count + 1), e);
    }
  }

  /** Number of requests before they are repeated. */
  public int count() {
    return count;
  }

  /** Bytes of the values of all keys. */
  public long bytes() {
    return Arrays.stream(sizes, 0, keys.size()).asLongStream().sum();
  }

  /** Number of keys. */
  public int keys() {
    return keys.size();
  }

  @Override
  public int next() {
    int key = requests[sent];
    sent = sent + 1 == count ? 0 : sent + 1;
    return key;
  }

  @Override
  public int size(int key) {
    return sizes[key];
  }

  @Override
  public int ttl(int key) {
    return ttls[key];
  }
}
