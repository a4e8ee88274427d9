package dev.memfleet.server.net;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongSupplier;

/**
 * The limit on the bytes of replies sent in datagrams to one address. The sender's address of a
 * datagram may be forged, so that the reply, which can be larger, goes to a victim. An open TCP
 * connection proves that a client owns its address, which then has no limit; to any other address,
 * at most {@value #BURST} bytes are sent at once, and {@value #BYTES_PER_SECOND} per second.
 *
 * <p>There is one token bucket for each hash of an address (in IPv6, of its 64-bit prefix), stored
 * as the time at which the bucket will be full again. Addresses with the same hash share a bucket,
 * so that forged addresses take no memory. Thread-safe, without locks.
 */
final class DatagramLimit {
  static final int BURST = 2 << 20;
  static final int BYTES_PER_SECOND = 256 << 10;

  private static final long NANOS = 1_000_000_000;
  private static final long BURST_NANOS = nanos(BURST);
  private static final int BUCKETS = 1 << 12;
  private static final int NETWORK_BYTES = 8;

  private final LongSupplier clock;
  private final long start;
  private final int seed = ThreadLocalRandom.current().nextInt();
  private final AtomicLongArray fullAt = new AtomicLongArray(BUCKETS);
  private final Map<InetAddress, Integer> connections = new ConcurrentHashMap<>();

  /**
   * @param clock nanoseconds, as of {@link System#nanoTime()}
   */
  DatagramLimit(LongSupplier clock) {
    this.clock = clock;
    start = clock.getAsLong();
  }

  /** Records that a TCP connection from this address was opened. */
  void opened(InetAddress address) {
    connections.merge(address, 1, Integer::sum);
  }

  /** Records that a TCP connection from this address was closed. */
  void closed(InetAddress address) {
    connections.computeIfPresent(address, (key, count) -> count == 1 ? null : count - 1);
  }

  /** Whether this many bytes may be sent to an address; counts them if so. */
  boolean allows(InetAddress address, int bytes) {
    if (connections.containsKey(address)) {
      return true;
    }
    int bucket = bucket(address);
    long now = clock.getAsLong() - start;
    while (true) {
      long before = fullAt.get(bucket);
      long after = Math.max(now, before) + nanos(bytes);
      if (after - now > BURST_NANOS) {
        return false;
      }
      if (fullAt.compareAndSet(bucket, before, after)) {
        return true;
      }
    }
  }

  private int bucket(InetAddress address) {
    byte[] bytes = address.getAddress();
    int hash = Arrays.hashCode(Arrays.copyOf(bytes, Math.min(bytes.length, NETWORK_BYTES)));
    int mixed = (hash ^ seed) * 0x9E3779B9;
    return mixed >>> Integer.numberOfLeadingZeros(BUCKETS - 1);
  }

  private static long nanos(int bytes) {
    return bytes * NANOS / BYTES_PER_SECOND;
  }
}
