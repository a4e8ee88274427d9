package dev.memfleet.server.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.memfleet.server.clock.SystemClock;
import dev.memfleet.server.memory.Memory;
import org.jspecify.annotations.Nullable;

/**
 * A store for tests: keys and values are strings, the clock is paused, and background threads run
 * only if a test starts them.
 */
final class TestStore implements AutoCloseable {
  static final int MEGABYTE = 1024 * 1024;
  private static final int SCRATCH = 4 * MEGABYTE;

  final Store store;
  final SystemClock clock = new SystemClock();
  final StoreWorker worker;
  private final Reservation reservation = new Reservation();
  private final long key = Memory.allocate(256);
  private final long scratch = Memory.allocate(SCRATCH);

  TestStore(StoreOptions options) {
    clock.pause();
    store = new Store(options, clock);
    worker = store.worker();
  }

  /** Another thread's view of a store. */
  TestStore(Store store) {
    this.store = store;
    worker = store.worker();
  }

  static TestStore ofMegabytes(int megabytes) {
    return new TestStore(StoreOptions.ofMaxBytes((long) megabytes * MEGABYTE));
  }

  private int putKey(String name) {
    byte[] bytes = name.getBytes(ISO_8859_1);
    Memory.copy(bytes, 0, key, bytes.length);
    return bytes.length;
  }

  Entry lock(String name) {
    return worker.lock(key, putKey(name));
  }

  ReserveResult reserve(String name, int clientFlags, int expiresAt, int valueLength) {
    return worker.reserve(key, putKey(name), clientFlags, expiresAt, valueLength, reservation);
  }

  Reservation reservation() {
    return reservation;
  }

  void fill(String value) {
    byte[] bytes = (value + "\r\n").getBytes(ISO_8859_1);
    Memory.copy(bytes, 0, scratch, bytes.length);
    reservation.write(scratch, bytes.length);
  }

  StoreResult store(StoreMode mode, String name, String value) {
    return store(mode, name, value, 0, 0, 0);
  }

  StoreResult store(
      StoreMode mode, String name, String value, int clientFlags, int expiresAt, long cas) {
    ReserveResult reserved = reserve(name, clientFlags, expiresAt, value.length());
    if (reserved != ReserveResult.RESERVED) {
      throw new IllegalStateException(reserved.name());
    }
    fill(value);
    return worker.commit(reservation, mode, cas, 0, false);
  }

  /** Sets a value unless memory is full. */
  boolean trySet(String name, String value) {
    boolean reserved = reserve(name, 0, 0, value.length()) == ReserveResult.RESERVED;
    if (reserved) {
      fill(value);
      worker.commit(reservation, StoreMode.SET);
    }
    return reserved;
  }

  void set(String name, String value) {
    store(StoreMode.SET, name, value);
  }

  @Nullable String get(String name) {
    try (Entry entry = lock(name)) {
      if (!entry.found()) {
        return null;
      }
      entry.bump();
      return value(entry);
    }
  }

  String value(Entry entry) {
    int length = entry.valueLength() + 2;
    byte[] bytes = new byte[length];
    entry.copyValue(scratch);
    Memory.copy(scratch, bytes, 0, length);
    String all = new String(bytes, ISO_8859_1);
    if (!all.endsWith("\r\n")) {
      throw new IllegalStateException("value without line end");
    }
    return all.substring(0, length - 2);
  }

  boolean delete(String name) {
    try (Entry entry = lock(name)) {
      if (!entry.found()) {
        return false;
      }
      entry.remove();
      return true;
    }
  }

  long casOf(String name) {
    try (Entry entry = lock(name)) {
      return entry.found() ? entry.cas() : 0;
    }
  }

  @Override
  public void close() {
    store.close();
    release();
  }

  /** Frees what this view holds, but not the store. */
  void release() {
    Memory.free(key);
    Memory.free(scratch);
  }

  /** A background thread met an exception. */
  static void failed(String thread, Throwable cause) {
    throw new AssertionError(thread, cause);
  }
}
