package dev.memfleet.server.command.dump;

import dev.memfleet.server.protocol.Replies;
import dev.memfleet.server.session.Outlet;
import dev.memfleet.server.store.lru.ItemFacts;
import java.util.Locale;

/** {@code key=.. exp=.. la=.. cas=.. fetch=.. cls=.. size=.. flags=..}, the key URL-encoded. */
public final class MetaDump extends Dump {
  private static final String UNRESERVED = "-_.~";

  private final long epoch;

  public MetaDump(Outlet outlet, long epoch) {
    super(outlet);
    this.epoch = epoch;
  }

  @Override
  void line(StringBuilder to, ItemFacts item) {
    encode(to.append("key="), CacheDump.key(item));
    to.append(" exp=").append(item.expiresAt() == 0 ? -1 : item.expiresAt() + epoch);
    to.append(" la=").append(item.lastAccess() + epoch);
    to.append(" cas=").append(Long.toUnsignedString(item.cas()));
    to.append(item.fetched() ? " fetch=yes" : " fetch=no");
    to.append(" cls=").append(item.slabClass());
    to.append(" size=").append(item.size());
    to.append(" flags=").append(Integer.toUnsignedString(item.clientFlags())).append(" \n");
  }

  private static void encode(StringBuilder to, String key) {
    for (int i = 0; i < key.length(); i++) {
      char c = key.charAt(i);
      boolean plain =
          (c >= '0' && c <= '9')
              || (c >= 'A' && c <= 'Z')
              || (c >= 'a' && c <= 'z')
              || UNRESERVED.indexOf(c) >= 0;
      if (plain) {
        to.append(c);
      } else {
        to.append(String.format(Locale.ROOT, "%%%02X", (int) c));
      }
    }
  }

  @Override
  public byte[] end() {
    return Replies.END;
  }
}
