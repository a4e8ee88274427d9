package dev.memfleet.server.clock;

/**
 * Seconds as memcached counts them: relative to a moment shortly before the start, so that they fit
 * an int and 0 can mean "never".
 */
public interface RelativeClock {
  /** Lifetimes above this are absolute unix times: 30 days, in seconds. */
  int MAX_RELATIVE_TTL = 60 * 60 * 24 * 30;

  /** Seconds by which the clock is ahead at the start, so that the start differs from second 0. */
  int HEAD_START = 62;

  /** The current second; never negative, usually {@link #HEAD_START} at the start. */
  int now();

  /** The unix time of second 0. */
  long epoch();

  /**
   * Converts a client's lifetime to a second of this clock.
   *
   * @param ttl 0 never expires, negative expires at once, up to 30 days is relative, more a unix
   *     time
   * @return 0 for never, otherwise the second from which the item is expired
   */
  default int expiry(long ttl) {
    if (ttl == 0) {
      return 0;
    }
    if (ttl < 0) {
      return 1;
    }
    if (ttl <= MAX_RELATIVE_TTL) {
      return (int) ttl + now();
    }
    return ttl <= epoch() ? 1 : (int) Math.min(Integer.MAX_VALUE, ttl - epoch());
  }
}
