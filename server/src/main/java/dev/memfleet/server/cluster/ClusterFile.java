package dev.memfleet.server.cluster;

import dev.memfleet.server.file.ReloadedFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A file with a cluster's configuration in ElastiCache's form: the version, then the nodes as
 * {@code name|ip|port}, separated by white space. Once watched, a thread checks it every second; an
 * invalid change is logged and ignored.
 */
public final class ClusterFile implements AutoCloseable {
  private static final long POLL_MILLIS = 1000;
  private static final Pattern VERSION = Pattern.compile("\\d{1,18}");
  private static final Pattern NODE = Pattern.compile("[^|]+\\|[^|]*\\|\\d{1,5}");

  private final ReloadedFile<byte[]> payload;
  private final Thread thread = new Thread(this::checkRegularly, "memfleet-cluster-config");

  private ClusterFile(Path file) throws IOException {
    payload =
        new ReloadedFile<>(
            file,
            "cluster configuration: cannot read " + file,
            "not reloaded",
            text -> parse(file, text));
  }

  /**
   * Reads the file.
   *
   * @throws IOException when it cannot be read, or is not a configuration
   */
  public static ClusterFile open(Path file) throws IOException {
    return new ClusterFile(file);
  }

  /** Starts the thread that reloads the file after a change. */
  public void startWatching() {
    thread.setDaemon(true);
    thread.start();
  }

  /** {@code <version>\n<name|ip|port> <name|ip|port>...\n}. */
  public byte[] payload() {
    return payload.content();
  }

  private void checkRegularly() {
    try {
      while (true) {
        Thread.sleep(POLL_MILLIS);
        payload.reloadIfChanged();
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private static byte[] parse(Path file, String text) throws IOException {
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
