package dev.memfleet.server.client;

import dev.memfleet.server.peer.Polling;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Flows of a Java application over a fleet. */
final class JavaFlows {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final String PAGE = "compressible ".repeat(5000);
  private static final int ROWS = 30;
  private static final List<String> USERS =
      IntStream.range(0, 60).mapToObj(i -> "user:" + i).toList();

  /**
   * Number of values that must be writable while a server is lost. Not all are: spymemcached tries
   * seven points of its hash ring for another server, and for a few keys all seven belong to the
   * lost one.
   */
  private static final int MOST = USERS.size() * 9 / 10;

  private final Fleet fleet;
  private final JavaClient cache;
  private final String prefix;
  private final List<String> seen = new ArrayList<>();

  private JavaFlows(Fleet fleet, JavaClient cache) {
    this.fleet = fleet;
    this.cache = cache;
    prefix = cache.getClass().getSimpleName() + ":";
  }

  /** What the application saw. */
  static List<String> run(Fleet fleet, JavaClient client) throws Exception {
    try (client) {
      JavaFlows flows = new JavaFlows(fleet, client);
      flows.commands();
      flows.cacheAside();
      flows.slidingSession();
      flows.rateLimiter();
      flows.lostNode();
      return flows.seen;
    }
  }

  private void show(String what, Object... answers) {
    seen.add(what + " " + List.of(answers));
  }

  private String key(String name) {
    return prefix + name;
  }

  private boolean read(String key, String expected) throws Exception {
    return expected.equals(cache.get(key));
  }

  private void commands() throws Exception {
    String k = key("k");
    show("set", cache.set(k, 0, "b"), cache.append(k, "c"), cache.prepend(k, "a"), read(k, "abc"));
    show("add", cache.add(k, "x"), cache.add(key("new"), "x"));
    show("replace", cache.replace(k, "x"), cache.replace(key("none"), "x"));
    show("cas", cache.cas(k, "y"), read(k, "y"));
    String n = key("n");
    show("count", cache.increment(n, 5), cache.increment(n, 5), cache.decrement(n, 100));
    show("touch", cache.touch(k, 60), cache.touch(key("none"), 60));
    show("delete", cache.delete(k), cache.get(k) == null, cache.delete(k));
    show("compressed", cache.set(key("page"), 60, PAGE), read(key("page"), PAGE));
    Map<String, String> many = new HashMap<>();
    for (int i = 0; i < 60; i++) {
      many.put(key("many:" + i), "x".repeat(i * 31));
      cache.set(key("many:" + i), 60, "x".repeat(i * 31));
    }
    List<String> keys = new ArrayList<>(many.keySet());
    keys.add(key("none"));
    show("many", cache.getAll(keys).equals(many));
  }

  private void cacheAside() throws Exception {
    Map<String, String> table = new HashMap<>();
    for (int i = 0; i < ROWS; i++) {
      table.put(key("row:" + i), "{\"id\":%d,\"name\":\"Zoë\"}".formatted(i));
    }
    show("loads", loads(table), loads(table));
    for (int i = 0; i < ROWS; i += 3) {
      table.put(key("row:" + i), "{\"id\":%d,\"name\":\"renamed\"}".formatted(i));
      cache.delete(key("row:" + i));
    }
    show("loads", loads(table));
  }

  /** Reads all rows through the cache; returns how many had to come from the table. */
  private int loads(Map<String, String> table) throws Exception {
    int loads = 0;
    for (Map.Entry<String, String> row : table.entrySet()) {
      if (cache.get(row.getKey()) == null) {
        loads++;
        cache.set(row.getKey(), 60, row.getValue());
      }
      if (!read(row.getKey(), row.getValue())) {
        throw new IllegalStateException("stale: " + row);
      }
    }
    return loads;
  }

  private void slidingSession() throws Exception {
    String session = key("session");
    show("login", cache.set(session, 2, "{\"user\":7}"));
    for (int i = 0; i < 3; i++) {
      show("use", cache.touch(session, 600), read(session, "{\"user\":7}"));
    }
    int past = (int) Instant.now().minusSeconds(100).getEpochSecond();
    show("expired", cache.touch(session, past), cache.get(session) == null);
  }

  private void rateLimiter() throws Exception {
    List<Boolean> allowed = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      allowed.add(cache.increment(key("rate:a"), 1) <= 5);
    }
    show("allowed", allowed, cache.increment(key("rate:b"), 1) <= 5);
  }

  private void lostNode() throws Exception {
    show("whole", isWritten("first"));
    fleet.order("cut");
    await("the other servers took over", () -> written("second") >= MOST);
    fleet.order("mend");
    await("the server was used again", () -> isWritten("third") && fleet.isServed());
    show("mended", isWritten("fourth"));
  }

  private interface Question {
    boolean ask();
  }

  private static void await(String what, Question question) {
    Polling.until(LIMIT, what, () -> question.ask() ? Optional.of(true) : Optional.empty());
  }

  private boolean isWritten(String value) {
    return written(value) == USERS.size();
  }

  /** How many of the users' values were written and read. */
  private long written(String value) {
    return USERS.stream().filter(user -> isWritten(key(user), value)).count();
  }

  private boolean isWritten(String key, String value) {
    try {
      return cache.set(key, 60, value) && read(key, value);
    } catch (Exception e) { // of many kinds: the server is lost
      return false;
    }
  }
}
