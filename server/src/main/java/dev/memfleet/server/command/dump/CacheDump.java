package dev.memfleet.server.command.dump;

import dev.memfleet.server.protocol.Next;
import dev.memfleet.server.protocol.Replies;
import dev.memfleet.server.session.Session;
import dev.memfleet.server.store.Store;
import dev.memfleet.server.store.lru.ItemFacts;
import dev.memfleet.server.store.lru.ItemVisitor;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Lists items as {@code stats cachedump} does, up to 2 MiB of text, and sends them as the client
 * takes them.
 */
public final class CacheDump implements ItemVisitor, Session.Continuation {
  private static final int MAX_CHARACTERS = 2 << 20;
  private static final int MAX_LINE = Store.MAX_KEY_LENGTH + 60;
  private static final int PIECE = 32 << 10;

  /** Holds the listing that its client has not taken completely. */
  public static final class Place {
    private @Nullable CacheDump dump;

    public boolean isTaken() {
      return dump != null;
    }
  }

  private final StringBuilder text = new StringBuilder();
  private final Place place;
  private final long epoch;
  private int sent;

  public CacheDump(Place place, long epoch) {
    this.place = place;
    this.epoch = epoch;
  }

  @Override
  public void visit(ItemFacts item) {
    if (text.length() + MAX_LINE > MAX_CHARACTERS) {
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
    return new String(item.key(), StandardCharsets.ISO_8859_1);
  }

  @Override
  public void finish() {}

  @Override
  public Next resume(Session session) {
    while (sent < text.length()) {
      int end = Math.min(text.length(), sent + PIECE);
      session.reply.append(text.substring(sent, end).getBytes(StandardCharsets.ISO_8859_1));
      sent = end;
      if (session.reply.size() >= Session.FULL && !session.flush()) {
        place.dump = this;
        return Next.BLOCKED;
      }
    }
    abandon();
    return session.reply(Replies.END);
  }

  @Override
  public void abandon() {
    if (place.dump == this) {
      place.dump = null;
    }
  }
}
