package dev.memfleet.server.store.item;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.server.memory.Memory;
import java.util.BitSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ItemIndexTest {
  private static final int COUNT = 20_000;
  private static final int ITEM = 64;

  private final ItemLocks locks = new ItemLocks();
  private final ItemIndex index = new ItemIndex(locks, 12);
  private final long memory = Memory.allocate((long) COUNT * ITEM);

  @AfterEach
  void free() {
    index.close();
    Memory.free(memory);
  }

  private long item(int number) {
    long item = memory + (long) number * ITEM;
    Memory.clear(item, ITEM);
    ItemLayout.keyLength(item, 4);
    Memory.putInt(ItemLayout.key(item), number);
    ItemLayout.hash(item, KeyHash.of(ItemLayout.key(item), 4));
    return item;
  }

  private long find(int number) {
    long key = Memory.allocate(4);
    Memory.putInt(key, number);
    long found = index.find(KeyHash.of(key, 4), key, 4);
    Memory.free(key);
    return found;
  }

  private void fill() {
    for (int i = 0; i < COUNT; i++) {
      index.insert(item(i));
    }
  }

  @Test
  void find_givesTheItemUnderTheKey() {
    fill();
    for (int i = 0; i < COUNT; i++) {
      assertThat(find(i)).isEqualTo(memory + (long) i * ITEM);
    }
    assertThat(find(COUNT)).isZero();
  }

  @Test
  void remove_takesOnlyThatItemOut() {
    fill();
    for (int i = 0; i < COUNT; i += 2) {
      index.remove(memory + (long) i * ITEM);
    }
    for (int i = 0; i < COUNT; i++) {
      assertThat(find(i) != 0).isEqualTo(i % 2 == 1);
    }
  }

  @Test
  void expandFor_doublesAndKeepsAll() {
    fill();
    assertThat(index.bytes()).isEqualTo(8 << 12);
    index.expandFor(COUNT);
    index.expandFor(COUNT);
    index.expandFor(COUNT);
    assertThat(index.power()).isEqualTo(14);
    assertThat(index.expanding()).isFalse();
    assertThat(index.bytes()).isEqualTo(8 << 14);
    for (int i = 0; i < COUNT; i++) {
      assertThat(find(i)).isNotZero();
    }
  }

  @Test
  void forEachBucket_showsEveryItemOnce() {
    fill();
    BitSet seen = new BitSet();
    index.forEachBucket(
        first -> {
          for (long item = first; item != 0; item = ItemLayout.hashNext(item)) {
            int number = (int) ((item - memory) / ITEM);
            assertThat(seen.get(number)).isFalse();
            seen.set(number);
          }
        },
        100,
        () -> true);
    assertThat(seen.cardinality()).isEqualTo(COUNT);
  }

  @Test
  void replace_showsTheCopy() {
    fill();
    long copy = Memory.allocate(ITEM);
    long original = memory + 7L * ITEM;
    Memory.copy(original, copy, ITEM);
    index.replace(original, copy);
    assertThat(find(7)).isEqualTo(copy);
    index.remove(copy);
    assertThat(find(7)).isZero();
    Memory.free(copy);
  }
}
