package dev.memfleet.server.watch;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What can be watched, in the order in which memcached compares their words. */
public enum Topic {
  RAWCMDS,
  EVICTIONS,
  FETCHERS,
  MUTATIONS,
  SYSEVENTS,
  CONNEVENTS,
  /** Those of the proxy have no events here. */
  PROXYREQS,
  PROXYEVENTS,
  PROXYUSER,
  DELETIONS;

  /** This topic in a set of topics. */
  @SuppressWarnings("EnumOrdinal") // a bit, never stored
  public final int bit = 1 << ordinal();

  /** The topic that a word names or abbreviates; null for none. */
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
