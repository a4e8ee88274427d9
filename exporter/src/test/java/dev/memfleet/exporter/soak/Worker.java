package dev.memfleet.exporter.soak;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A client that knows what the server must answer. It alone writes its keys, so each must have the
 * value of the last answered write; two numbers are shared by all clients of a node, and count
 * their increments. A write without an answer may be executed later, even after the client has
 * connected again, so its key is given up for another.
 */
final class Worker implements Runnable {
  static final String COUNTER = "shared-counter";
  static final String REGISTER = "shared-register";

  /**
   * Updates of a number that clients share.
   *
   * @param open without an answer, so executed or not
   */
  record Updates(long answered, long open) {
    Updates plus(Updates other) {
      return new Updates(answered + other.answered, open + other.open);
    }
  }

  private static final int KEYS = 200;
  private static final int MAX_LENGTH = 4_000;
  private static final Duration PAUSE = Duration.ofMillis(4);

  /** How a client connects to its node. */
  interface Dialer {
    Link connect() throws IOException;
  }

  private final String name;
  private final Dialer dialer;
  private final Random random;
  private final long end;
  private final Map<String, String> values = new HashMap<>();
  private final int[] generations = new int[KEYS];
  private final Tally tally = new Tally();
  private final List<String> lost = new CopyOnWriteArrayList<>();
  private @Nullable Link link;
  private long increments;
  private long openIncrements;
  private long swaps;
  private long openSwaps;
  private long connections;

  Worker(String name, Dialer dialer, long seed, long endNanos) {
    this.name = name;
    this.dialer = dialer;
    this.random = new Random(seed);
    this.end = endNanos;
  }

  Tally tally() {
    return tally;
  }

  /** Updates that are missing, and values that were never written. */
  List<String> lost() {
    return lost;
  }

  long connections() {
    return connections;
  }

  /** Increments of the shared number. */
  Updates increments() {
    return new Updates(increments, openIncrements);
  }

  /** Swaps of the shared register. */
  Updates swaps() {
    return new Updates(swaps, openSwaps);
  }

  @Override
  public void run() {
    while (System.nanoTime() - end < 0) {
      act();
      LockSupport.parkNanos(PAUSE.toNanos());
    }
    close();
  }

  private void act() {
    int slot = random.nextInt(KEYS);
    String key = "%s-%d-%d".formatted(name, slot, generations[slot]);
    int choice = random.nextInt(100);
    Tally.Command command = command(choice);
    try {
      if (link == null) {
        link = dialer.connect();
        connections++;
      }
      execute(link, choice, key);
    } catch (IOException e) {
      tally.leaveOpen(command);
      if (choice < 5) {
        openIncrements++;
      } else if (choice < 10) {
        openSwaps++;
        tally.leaveOpen(Tally.Command.GET); // with which a swap begins
      } else {
        values.remove(key);
        generations[slot]++;
      }
      close();
    }
  }

  private static Tally.Command command(int choice) {
    if (choice < 5) {
      return Tally.Command.INCREMENT;
    }
    if (choice < 10 || (choice >= 62 && choice < 92)) {
      return Tally.Command.STORE;
    }
    return choice >= 92 && choice < 97 ? Tally.Command.DELETE : Tally.Command.GET;
  }

  private void execute(Link link, int choice, String key) throws IOException {
    if (choice < 5) {
      link.increment(COUNTER);
      increments++;
      tally.answer(Tally.Command.INCREMENT);
    } else if (choice < 10) {
      swap(link);
    } else if (choice < 62) {
      check(link, key);
    } else if (choice < 85) {
      String value = text(random.nextInt(random.nextInt(10) == 0 ? MAX_LENGTH : 200) + 1);
      link.set(key, value);
      values.put(key, value);
      tally.answer(Tally.Command.STORE);
    } else if (choice < 92) {
      append(link, key);
    } else if (choice < 97) {
      boolean deleted = link.delete(key);
      verify(key, deleted == values.containsKey(key), "delete found a value: " + deleted);
      values.remove(key);
      tally.answer(Tally.Command.DELETE);
    } else if (choice < 98) {
      link.abandonSet(key);
      close();
    } else {
      close();
    }
  }

  private void check(Link link, String key) throws IOException {
    Link.Versioned found = link.get(key);
    tally.answer(Tally.Command.GET);
    String value = found == null ? null : found.value();
    String expected = values.get(key);
    verify(
        key,
        value == null ? expected == null : value.equals(expected),
        "got " + value + ", expected " + expected);
  }

  private void append(Link link, String key) throws IOException {
    String suffix = text(10);
    boolean appended = link.append(key, suffix);
    verify(key, appended == values.containsKey(key), "append found a value: " + appended);
    values.computeIfPresent(key, (same, value) -> value + suffix);
    tally.answer(Tally.Command.STORE);
  }

  /** Adds one to the register, if no other client did meanwhile. */
  private void swap(Link link) throws IOException {
    Link.Versioned now = link.get(REGISTER);
    tally.answer(Tally.Command.GET);
    if (now == null) {
      verify(REGISTER, false, "is missing");
      return;
    }
    String next = Long.toString(Long.parseLong(now.value()) + 1);
    if (link.cas(REGISTER, next, now.cas())) {
      swaps++;
    }
    tally.answer(Tally.Command.STORE);
  }

  private void verify(String key, boolean holds, String what) {
    if (!holds) {
      lost.add(key + ": " + what);
    }
  }

  private String text(int length) {
    StringBuilder text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append((char) ('a' + random.nextInt(26)));
    }
    return text.toString();
  }

  private void close() {
    if (link != null) {
      link.close();
      link = null;
    }
  }
}
