package dev.memfleet.exporter.soak;

import java.util.EnumMap;
import java.util.Map;

/** What a client did: commands by what became of them. Not safe for use by several threads. */
final class Tally {
  /** Commands as memcached counts them; {@code STORE} is every kind of set. */
  enum Command {
    GET,
    STORE,
    DELETE,
    INCREMENT
  }

  private final Map<Command, Long> answered = new EnumMap<>(Command.class);

  /** Sent, and cut off before the answer: executed or not. */
  private final Map<Command, Long> open = new EnumMap<>(Command.class);

  long answered(Command command) {
    return answered.getOrDefault(command, 0L);
  }

  long open(Command command) {
    return open.getOrDefault(command, 0L);
  }

  void answer(Command command) {
    answered.merge(command, 1L, Long::sum);
  }

  void leaveOpen(Command command) {
    open.merge(command, 1L, Long::sum);
  }

  void add(Command command, long answered, long open) {
    this.answered.merge(command, answered, Long::sum);
    this.open.merge(command, open, Long::sum);
  }

  void add(Tally other) {
    for (Command command : Command.values()) {
      add(command, other.answered(command), other.open(command));
    }
  }

  long total() {
    return answered.values().stream().mapToLong(Long::longValue).sum();
  }

  long totalOpen() {
    return open.values().stream().mapToLong(Long::longValue).sum();
  }
}
