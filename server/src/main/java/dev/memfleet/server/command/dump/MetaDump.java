package dev.memfleet.server.command.dump;

import dev.memfleet.server.protocol.Replies;
import dev.memfleet.server.session.SessionOutput;
import dev.memfleet.server.store.lru.ItemFacts;
import dev.memfleet.server.watch.KeyText;

/** {@code key=.. exp=.. la=.. cas=.. fetch=.. cls=.. size=.. flags=..}, the key URL-encoded. */
public final class MetaDump extends Dump {
  private final long epoch;

  public MetaDump(SessionOutput output, long epoch) {
    super(output);
    this.epoch = epoch;
  }

  @Override
  void line(StringBuilder to, ItemFacts item) {
    KeyText.encode(to.append("key="), CacheDump.key(item));
    to.append(" exp=").append(item.expiresAt() == 0 ? -1 : item.expiresAt() + epoch);
    to.append(" la=").append(item.lastAccess() + epoch);
    to.append(" cas=").append(Long.toUnsignedString(item.cas()));
    to.append(item.fetched() ? " fetch=yes" : " fetch=no");
    to.append(" cls=").append(item.slabClass());
    to.append(" size=").append(item.size());
    to.append(" flags=").append(Integer.toUnsignedString(item.clientFlags())).append(" \n");
  }

  @Override
  public byte[] end() {
    return Replies.END;
  }
}
