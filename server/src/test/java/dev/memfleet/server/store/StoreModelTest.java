package dev.memfleet.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.server.store.slab.SlabStats;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random commands against a store and a map; both must always agree. */
class StoreModelTest {
  private static final Pattern NUMBER = Pattern.compile("(\\d+)( .*)?");
  private static final int STEPS = 8_000;
  private static final int KEYS = 60;

  private record Value(String text, int flags, int expiresAt, long cas) {}

  private final Map<String, Value> model = new HashMap<>();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void randomCommands_agreeWithAMap(long seed) {
    Random random = new Random(seed);
    try (TestStore store = TestStore.ofMegabytes(64)) {
      for (int i = 0; i < STEPS; i++) {
        step(store, random, "key" + random.nextInt(KEYS));
        assertFiguresFit(store);
      }
      for (int i = 0; i < KEYS; i++) {
        store.delete("key" + i);
      }
      assertThat(store.store.stats().currItems()).isZero();
      assertThat(store.store.stats().bytes()).isZero();
      assertThat(usedChunks(store)).isZero();
    }
  }

  private void step(TestStore store, Random random, String key) {
    switch (random.nextInt(12)) {
      case 0, 1 -> upload(store, StoreMode.SET, key, random);
      case 2 -> upload(store, StoreMode.ADD, key, random);
      case 3 -> upload(store, StoreMode.REPLACE, key, random);
      case 4 -> upload(store, StoreMode.APPEND, key, random);
      case 5 -> upload(store, StoreMode.PREPEND, key, random);
      case 6 -> cas(store, key, random);
      case 7 -> assertThat(store.delete(key)).isEqualTo(model.remove(key) != null);
      case 8 -> touch(store, key, random);
      case 9 -> count(store, key, random);
      case 10 -> passTime(store, random);
      default -> {
        Value expected = model.get(key);
        assertThat(store.get(key)).isEqualTo(expected == null ? null : expected.text());
      }
    }
  }

  private static String text(Random random) {
    return switch (random.nextInt(20)) {
      case 0 -> "large ".repeat(100_000 + random.nextInt(1000));
      case 1, 2, 3, 4 -> Long.toUnsignedString(random.nextLong());
      default -> "v".repeat(random.nextInt(3000));
    };
  }

  private void upload(TestStore store, StoreMode mode, String key, Random random) {
    Value old = model.get(key);
    String text = text(random);
    int flags = random.nextInt(3);
    int expiresAt = random.nextBoolean() ? 0 : store.clock.expiry(1 + random.nextInt(20));
    boolean fits = mode == StoreMode.SET || (mode == StoreMode.ADD) == (old == null);
    String joined =
        switch (mode) {
          case APPEND -> old == null ? text : old.text() + text;
          case PREPEND -> old == null ? text : text + old.text();
          default -> text;
        };
    boolean join = mode == StoreMode.APPEND || mode == StoreMode.PREPEND;
    fits &= joined.length() < 1_000_000;
    StoreResult result = store.store(mode, key, text, flags, expiresAt, 0);
    assertThat(result).isEqualTo(fits ? StoreResult.STORED : StoreResult.NOT_STORED);
    if (fits) {
      assertThat(store.reservation().valueLength()).isEqualTo(joined.length());
      model.put(
          key,
          join && old != null
              ? new Value(joined, old.flags(), old.expiresAt(), store.reservation().cas())
              : new Value(joined, flags, expiresAt, store.reservation().cas()));
    }
  }

  private void cas(TestStore store, String key, Random random) {
    Value old = model.get(key);
    boolean wrong = random.nextBoolean();
    long expected = old == null || wrong ? Long.MAX_VALUE : old.cas();
    StoreResult result = store.store(StoreMode.CAS, key, "swapped", 1, 0, expected);
    if (old != null && !wrong) {
      assertThat(result).isEqualTo(StoreResult.STORED);
      model.put(key, new Value("swapped", 1, 0, store.reservation().cas()));
    } else {
      assertThat(result).isEqualTo(old == null ? StoreResult.NOT_FOUND : StoreResult.EXISTS);
    }
  }

  private void touch(TestStore store, String key, Random random) {
    Value old = model.get(key);
    int expiresAt = store.clock.expiry(random.nextInt(30));
    try (Entry entry = store.lock(key)) {
      assertThat(entry.found()).isEqualTo(old != null);
      if (old != null) {
        assertThat(entry.clientFlags()).isEqualTo(old.flags());
        assertThat(entry.cas()).isEqualTo(old.cas());
        assertThat(entry.expiresAt()).isEqualTo(old.expiresAt());
        entry.expireAt(expiresAt);
        model.put(key, new Value(old.text(), old.flags(), expiresAt, old.cas()));
      }
    }
  }

  private void count(TestStore store, String key, Random random) {
    Value old = model.get(key);
    try (Entry entry = store.lock(key)) {
      assertThat(entry.found()).isEqualTo(old != null);
      if (old == null) {
        return;
      }
      long delta = random.nextLong();
      DeltaResult result = entry.add(true, delta, 0, 0);
      Matcher number = NUMBER.matcher(old.text());
      if (!number.matches() || new BigInteger(number.group(1)).bitLength() > 64) {
        assertThat(result).isEqualTo(DeltaResult.NON_NUMERIC);
        return;
      }
      String sum = Long.toUnsignedString(Long.parseUnsignedLong(number.group(1)) + delta);
      String padded = sum + " ".repeat(Math.max(0, old.text().length() - sum.length()));
      assertThat(store.value(entry)).isEqualTo(padded);
      model.put(key, new Value(padded, old.flags(), old.expiresAt(), entry.cas()));
    }
  }

  private void passTime(TestStore store, Random random) {
    if (random.nextInt(40) == 0) {
      store.store.flush(0);
      model.clear();
    }
    store.clock.advance(random.nextInt(2));
    int now = store.clock.now();
    model.values().removeIf(value -> value.expiresAt() != 0 && value.expiresAt() <= now);
  }

  private void assertFiguresFit(TestStore store) {
    StoreStats stats = store.store.stats();
    assertThat(stats.currItems()).isBetween((long) model.size(), (long) KEYS);
    long requested =
        store.store.itemStats().stream().mapToLong(items -> items.memRequested()).sum();
    assertThat(requested).isEqualTo(stats.bytes());
    assertThat(usedChunks(store)).isGreaterThanOrEqualTo(stats.currItems());
    for (SlabStats slab : store.store.slabStats()) {
      assertThat(slab.freeChunks()).isBetween(0L, slab.totalChunks());
    }
  }

  private static long usedChunks(TestStore store) {
    return store.store.slabStats().stream().mapToLong(SlabStats::usedChunks).sum();
  }
}
