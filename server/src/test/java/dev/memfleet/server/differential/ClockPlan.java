package dev.memfleet.server.differential;

import java.util.ArrayList;
import java.util.List;

/**
 * Requests sent within one second of the server's clock, and the life of each item that they store.
 *
 * @param request makes the requests, given the clock's second
 * @param items the items to read afterwards
 */
record ClockPlan(String name, Request request, List<Item> items) {
  /** The requests for a second. */
  interface Request {
    String at(long second);
  }

  /**
   * An item and its life.
   *
   * @param lives seconds of the clock after which it has expired; 0 is at once
   */
  record Item(String key, int lives) {}

  private static final int NEVER = 1000;

  static List<ClockPlan> all() {
    return List.of(
        lives(),
        flush("at once", "flush_all", 0, NEVER),
        flush("in a second", "flush_all 1", 0, 0),
        flush("in two seconds", "flush_all 2", 1, 1),
        flush("in three seconds", "flush_all 3", 2, 2),
        flush("at the next second", 1, 0),
        flush("at the second after", 2, 1),
        flush("at the third second", 3, 2));
  }

  /** Seconds after which every item that expires has expired. */
  int longest() {
    return items.stream().mapToInt(Item::lives).filter(lives -> lives < NEVER).max().orElse(0);
  }

  private static ClockPlan flush(String name, String command, int old, int fresh) {
    return new ClockPlan("flush " + name, at -> flushing(command), flushed(old, fresh));
  }

  private static ClockPlan flush(String name, int ahead, int lives) {
    return new ClockPlan(
        "flush " + name, at -> flushing("flush_all " + (at + ahead)), flushed(lives, lives));
  }

  private static String flushing(String command) {
    return "set old 0 0 1\r\n1\r\n" + command + "\r\nset fresh 0 0 1\r\n1\r\n";
  }

  private static List<Item> flushed(int old, int fresh) {
    return List.of(new Item("old", old), new Item("fresh", fresh));
  }

  /** Each command that sets a life, with relative and absolute times. */
  private static ClockPlan lives() {
    List<Item> items = new ArrayList<>();
    for (String way : List.of("set", "touch", "gat", "ms", "mg", "viv", "ma", "md")) {
      for (int seconds : new int[] {1, 2, 3}) {
        items.add(new Item(way + "+" + seconds, seconds));
        items.add(new Item(way + "@" + seconds, seconds));
      }
      items.add(new Item(way + "-1", 0));
    }
    return new ClockPlan("lives", at -> give(items, at), items);
  }

  private static String give(List<Item> items, long second) {
    StringBuilder requests = new StringBuilder();
    for (Item item : items) {
      String key = item.key();
      boolean absolute = key.contains("@");
      long life = item.lives() == 0 ? -1 : absolute ? second + item.lives() : item.lives();
      requests.append(give(key, key.replaceAll("[+@-].*", ""), life));
    }
    return requests.toString();
  }

  private static String give(String key, String way, long life) {
    String plain = "delete %1$s\r\nset %1$s 0 0 1\r\n1\r\n".formatted(key);
    return switch (way) {
      case "set" -> "set %s 0 %d 1\r\n1\r\n".formatted(key, life);
      case "touch" -> plain + "touch %s %d\r\n".formatted(key, life);
      case "gat" -> plain + "gat %d %s\r\n".formatted(life, key);
      case "ms" -> "ms %s 1 T%d\r\n1\r\n".formatted(key, life);
      case "mg" -> plain + "mg %s T%d\r\n".formatted(key, life);
      case "viv" -> "delete %1$s\r\nmg %1$s N%2$d\r\n".formatted(key, life);
      case "ma" -> "delete %1$s\r\nma %1$s N%2$d\r\n".formatted(key, life);
      case "md" -> plain + "md %s I T%d\r\n".formatted(key, life);
      default -> throw new IllegalArgumentException(way);
    };
  }

  @Override
  public String toString() {
    return name;
  }
}
