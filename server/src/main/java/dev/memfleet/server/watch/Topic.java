package dev.memfleet.server.watch;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The topics of the command {@code watch}, in the order in which memcached matches their names. */
public enum Topic {
  RAWCMDS,
  EVICTIONS,
  FETCHERS,
  MUTATIONS,
  SYSEVENTS,
  CONNEVENTS,
  /** The proxy's topics are accepted, but this server has no events for them. */
  PROXYREQS,
  PROXYEVENTS,
  PROXYUSER,
  DELETIONS;

  /** The bit of this topic in a bit set of topics. */
  @SuppressWarnings("EnumOrdinal") // a bit, never stored
  public final int bit = 1 << ordinal();

  /** The topic whose name starts with this word; null if there is none. */
  public static @Nullable Topic of(String word) {
    for (Topic topic : values()) {
      if (topic.name().toLowerCase(Locale.ROOT).startsWith(word)) {
        return topic;
      }
    }
    return null;
  }

  boolean in(int topics) {
    return (topics & bit) != 0;
  }
}
