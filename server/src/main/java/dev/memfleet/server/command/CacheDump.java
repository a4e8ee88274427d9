package dev.memfleet.server.command;

import dev.memfleet.server.store.Store;
import dev.memfleet.server.store.item.Memory;
import dev.memfleet.server.store.lru.ItemFacts;
import dev.memfleet.server.store.lru.ItemVisitor;
import java.nio.charset.StandardCharsets;

/** Lists items as {@code stats cachedump} does, up to 2 MiB of text. */
final class CacheDump implements ItemVisitor {
  private static final int MOST_CHARACTERS = 2 << 20;
  private static final int LONGEST_LINE = Store.MAX_KEY_LENGTH + 60;

  private final StringBuilder text = new StringBuilder();
  private final long epoch;

  CacheDump(long epoch) {
    this.epoch = epoch;
  }

  @Override
  public void visit(ItemFacts item) {
    if (text.length() + LONGEST_LINE > MOST_CHARACTERS) {
      return;
    }
    text.append("ITEM ").append(key(item)).append(" [").append(item.valueLength());
    text.append(" b; ").append(item.expiresAt() == 0 ? 0 : item.expiresAt() + epoch);
    text.append(" s]\r\n");
  }

  @Override
  public boolean proceed() {
    return true;
  }

  /** The key, one character per byte. */
  static String key(ItemFacts item) {
    int length = item.keyLength();
    byte[] bytes = new byte[length];
    long copy = Memory.allocate(length);
    item.copyKey(copy);
    Memory.copy(copy, bytes, 0, length);
    Memory.free(copy);
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  @Override
  public void finish() {}

  String text() {
    return text.toString();
  }
}
