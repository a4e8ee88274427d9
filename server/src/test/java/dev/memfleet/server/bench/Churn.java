package dev.memfleet.server.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.memfleet.server.peer.CacheServer;
import dev.memfleet.server.peer.Software;
import dev.memfleet.server.peer.TextClient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.IntPredicate;

/**
 * Fills a small server again and again, each time with values of other sizes, and watches how much
 * memory its pages take.
 */
final class Churn implements AutoCloseable {
  private static final int SMALLEST = 1;
  private static final int LARGEST = 1_000_000;
  private static final double STEP = 1.2; // less than from one slab class to the next
  private static final int BATCH_BYTES = 200_000;
  private static final byte[] LINE_END = {'\r', '\n'};
  private static final int ITEM_BYTES = 70; // without the value
  private static final int WARM_UP_FILLS = 100;

  private final CacheServer server;
  private final TextClient client;
  private final MemoryWatch watch;
  private final long limit;
  private final Random random = new Random(1);
  private final byte[] value = new byte[LARGEST];
  private long stored;

  private Churn(int megabytes) throws IOException {
    limit = (long) megabytes << 20;
    server = Software.MEMFLEET.start("-m", Integer.toString(megabytes), "-t", "2");
    client = server.connect();
    Arrays.fill(value, (byte) 'v');
    for (int i = 0; i < WARM_UP_FILLS; i++) {
      stored = 0;
      fill(1 << 20, List.of(100));
    }
    watch = new MemoryWatch(server);
  }

  /** Arguments: seconds, and {@code -m} of each server, in megabytes. */
  public static void main(String[] args) throws IOException {
    Duration duration = Duration.ofSeconds(args.length > 0 ? Long.parseLong(args[0]) : 600);
    for (int i = 1; i < Math.max(2, args.length); i++) {
      int megabytes = args.length > i ? Integer.parseInt(args[i]) : 64;
      MemoryWatch.Peak peak = peak(megabytes, untilOver(duration));
      double limit = (long) megabytes << 20;
      System.out.printf(
          Locale.ROOT,
          "-m %d, %s of changing sizes: pages at most %.1f %% of -m,"
              + " resident at most %.1f MiB above an idle server, %.1f %% of -m%n",
          megabytes,
          duration,
          100 * peak.pageBytes() / limit,
          peak.residentBytes() / (double) (1 << 20),
          100 * peak.residentBytes() / limit);
    }
  }

  private static IntPredicate untilOver(Duration duration) {
    long end = System.nanoTime() + duration.toNanos();
    return fills -> System.nanoTime() < end;
  }

  /**
   * The most memory that a server took.
   *
   * @param more whether to go on after this number of fills
   */
  static MemoryWatch.Peak peak(int megabytes, IntPredicate more) throws IOException {
    try (Churn churn = new Churn(megabytes)) {
      for (int fills = 0; more.test(fills); fills++) {
        churn.fill(churn.limit + churn.limit / 5, churn.sizes());
      }
      return churn.watch.peak();
    }
  }

  /** One to three random sizes, or at times a hundred. */
  private List<Integer> sizes() {
    int count = random.nextInt(10) == 0 ? 100 : 1 + random.nextInt(3);
    return random.ints(count, 0, steps()).mapToObj(Churn::size).toList();
  }

  private static int steps() {
    return (int) (Math.log((double) LARGEST / SMALLEST) / Math.log(STEP)) + 1;
  }

  private static int size(int step) {
    return (int) (SMALLEST * Math.pow(STEP, step));
  }

  /** Stores items of these sizes that take this number of bytes. */
  private void fill(long bytes, List<Integer> sizes) throws IOException {
    for (long left = bytes; left > 0; ) {
      ByteArrayOutputStream batch = new ByteArrayOutputStream();
      while (batch.size() < BATCH_BYTES) {
        int size = sizes.get(random.nextInt(sizes.size()));
        String line = "set %d 0 0 %d noreply\r\n".formatted(stored++, size);
        batch.writeBytes(line.getBytes(US_ASCII));
        batch.write(value, 0, size);
        batch.writeBytes(LINE_END);
        left -= size + ITEM_BYTES;
      }
      client.send(batch.toByteArray());
      client.exchange("");
    }
  }

  @Override
  public void close() throws IOException {
    watch.close();
    client.close();
    server.close();
  }
}
