package dev.memfleet.server.store;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.memfleet.server.clock.SystemClock;
import dev.memfleet.server.memory.Memory;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/** One store operation on 100-byte values under 100 000 keys, from two threads at a time. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
@Threads(2)
public class StoreBenchmark {
  private static final int KEYS = 100_000;
  private static final int KEY_LENGTH = 16;
  private static final int VALUE_LENGTH = 100;

  /** The store all threads share. */
  @State(Scope.Benchmark)
  public static class Shared {
    Store store = new Store(StoreOptions.ofMaxBytes(64L << 20), new SystemClock());

    /** Starts the background threads. */
    @Setup(Level.Trial)
    public void start() {
      store.start((thread, cause) -> cause.printStackTrace());
    }

    /** Frees the store. */
    @TearDown(Level.Trial)
    public void close() {
      store.close();
    }
  }

  /** What an event loop has. */
  @State(Scope.Thread)
  public static class Loop {
    private final long keys = Memory.allocate((long) KEYS * KEY_LENGTH);
    private final long value = Memory.allocate(VALUE_LENGTH + 2);
    private final long out = Memory.allocate(VALUE_LENGTH + 2);
    private final Reservation reservation = new Reservation();

    @SuppressWarnings("NullAway.Init")
    private StoreWorker worker;

    private long random = Thread.currentThread().getId() * 0x9E3779B97F4A7C15L + 1;

    /** Stores every key once. */
    @Setup(Level.Trial)
    public void fill(Shared shared) {
      worker = shared.store.worker();
      Memory.clear(value, VALUE_LENGTH);
      Memory.putByte(value + VALUE_LENGTH, (byte) '\r');
      Memory.putByte(value + VALUE_LENGTH + 1, (byte) '\n');
      for (int i = 0; i < KEYS; i++) {
        byte[] key = String.format("key%013d", i).getBytes(US_ASCII);
        Memory.copy(key, 0, keys + (long) i * KEY_LENGTH, KEY_LENGTH);
        set(keys + (long) i * KEY_LENGTH);
      }
    }

    private long nextKey() {
      random ^= random << 13;
      random ^= random >>> 7;
      random ^= random << 17;
      return keys + (((random >>> 33) * KEYS) >>> 31) * KEY_LENGTH;
    }

    private StoreResult set(long key) {
      worker.reserve(key, KEY_LENGTH, 0, 0, VALUE_LENGTH, reservation);
      reservation.write(value, VALUE_LENGTH + 2);
      if (!reservation.terminated()) {
        throw new AssertionError();
      }
      return worker.commit(reservation, StoreMode.SET);
    }
  }

  /** A hit, copied out. */
  @Benchmark
  public Entry get(Loop loop) {
    try (Entry entry = loop.worker.lock(loop.nextKey(), KEY_LENGTH)) {
      if (!entry.found()) {
        throw new AssertionError();
      }
      entry.bump();
      entry.copyValue(loop.out);
      return entry;
    }
  }

  /** An upload over an item of the same size. */
  @Benchmark
  public StoreResult set(Loop loop) {
    return loop.set(loop.nextKey());
  }

  /** Nine gets to one set. */
  @Benchmark
  public Object mixed(Loop loop) {
    return loop.random % 10 == 0 ? set(loop) : get(loop);
  }
}
