package dev.memfleet.server.differential;

import dev.memfleet.server.peer.Software;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Traffic to a fresh server, and the figures it must lead to.
 *
 * @param servers on which these are the figures
 */
record Scenario(String name, Set<Software> servers, List<String> options, Traffic traffic) {
  /** Sends requests and says what is expected of them. */
  interface Traffic {
    void run(StatsProbe probe) throws IOException;
  }

  /** A scenario for both servers. */
  static Scenario alike(String name, String options, Traffic traffic) {
    return of(name, Set.of(Software.values()), options, traffic);
  }

  /** A scenario that moves our server's clock, or depends on how ours does things. */
  static Scenario ours(String name, String options, Traffic traffic) {
    return of(name, Set.of(Software.MEMFLEET), options, traffic);
  }

  private static Scenario of(String name, Set<Software> servers, String options, Traffic traffic) {
    List<String> words = options.isEmpty() ? List.of() : Arrays.asList(options.split(" ", -1));
    return new Scenario(name, servers, words, traffic);
  }

  /** The request that stores a value of this length. */
  static String set(String key, int length) {
    return set(key, 0, length);
  }

  /** The request that stores this value. */
  static String set(String key, String value) {
    return "set %s 0 0 %d\r\n%s".formatted(key, value.length(), value);
  }

  /** The request that stores a value of this length with this time to live, in seconds. */
  static String set(String key, int expiry, int length) {
    return "set %s 0 %d %d\r\n%s".formatted(key, expiry, length, "v".repeat(length));
  }

  /** The requests that store this number of such values under {@code k0}, {@code k1} and so on. */
  static String[] sets(int count, int expiry, int length) {
    String[] sets = new String[count];
    Arrays.setAll(sets, i -> set("k" + i, expiry, length));
    return sets;
  }
}
