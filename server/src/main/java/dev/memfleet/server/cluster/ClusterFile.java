package dev.memfleet.server.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A file with a cluster's configuration in ElastiCache's form: the version, then the nodes as
 * {@code name|ip|port}, separated by white space. A thread checks it every second; an invalid
 * change is logged and ignored.
 */
public final class ClusterFile implements AutoCloseable {
  private static final long POLL_MILLIS = 1000;
  private static final Pattern VERSION = Pattern.compile("\\d{1,18}");
  private static final Pattern NODE = Pattern.compile("[^|]+\\|[^|]*\\|\\d{1,5}");

  private final Path file;
  private final Thread thread = new Thread(this::watch, "memfleet-cluster-config");
  private volatile byte[] payload;
  private List<Object> stamp;

  private ClusterFile(Path file) throws IOException {
    this.file = file;
    stamp = stamp();
    payload = read();
  }

  /**
   * Reads the file and watches it from then on.
   *
   * @throws IOException when it cannot be read, or is not a configuration
   */
  public static ClusterFile open(Path file) throws IOException {
    ClusterFile opened = new ClusterFile(file);
    opened.thread.setDaemon(true);
    opened.thread.start();
    return opened;
  }

  /** {@code <version>\n<name|ip|port> <name|ip|port>...\n}. */
  public byte[] payload() {
    return payload;
  }

  private void watch() {
    try {
      while (true) {
        Thread.sleep(POLL_MILLIS);
        reloadIfChanged();
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private void reloadIfChanged() {
    try {
      List<Object> now = stamp();
      if (!now.equals(stamp)) {
        stamp = now;
        payload = read();
      }
    } catch (IOException e) {
      System.err.println("memfleet-server: not reloaded: " + e.getMessage());
    }
  }

  private List<Object> stamp() throws IOException {
    try {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      return List.of(String.valueOf(now.fileKey()), now.size(), now.lastModifiedTime());
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }

  private byte[] read() throws IOException {
    String text;
    try {
      text = Files.readString(file);
    } catch (IOException e) {
      throw new IOException("cluster configuration: cannot read " + file + ": " + e, e);
    }
    List<String> words = Arrays.asList(text.strip().split("\\s+", -1));
    List<String> nodes = words.subList(1, words.size());
    boolean good = VERSION.matcher(words.get(0)).matches();
    if (!good || !nodes.stream().allMatch(node -> NODE.matcher(node).matches())) {
      throw new IOException(
          "cluster configuration: " + file + ": expected a version and nodes as name|ip|port");
    }
    return (words.get(0) + "\n" + String.join(" ", nodes) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
