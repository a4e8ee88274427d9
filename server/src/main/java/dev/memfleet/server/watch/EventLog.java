package dev.memfleet.server.watch;

import dev.memfleet.server.store.ItemEvents;
import dev.memfleet.server.store.StoreMode;
import dev.memfleet.server.store.StoreResult;
import dev.memfleet.server.store.item.SystemEvents;
import dev.memfleet.server.store.lru.EvictionEvents;
import dev.memfleet.server.store.lru.ItemFacts;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * A bounded buffer of the events of one event loop, or of the background threads, until they are
 * passed to the watchers. Events that do not fit are dropped and counted. Without watchers, an
 * event costs the load of one field.
 */
public final class EventLog extends ItemEvents implements EvictionEvents, SystemEvents {
  /** Longest text of a raw command. */
  private static final int MAX_COMMAND = 511;

  private final int limit;
  private final LongSupplier numbers;
  private volatile int topics;
  private int connection;
  private List<Event> events = new ArrayList<>();
  private int bytes;
  private long written;
  private long dropped;

  /**
   * @param limit most bytes of waiting events
   * @param numbers numbers all events of the server
   */
  EventLog(int limit, LongSupplier numbers) {
    this.limit = limit;
    this.numbers = numbers;
  }

  /** Sets what is watched. */
  void topics(int watched) {
    topics = watched;
    watch(Topic.FETCHERS.in(watched), Topic.MUTATIONS.in(watched));
  }

  /** Whether anything is watched. */
  public boolean active() {
    return topics != 0;
  }

  private boolean isWatched(Topic topic) {
    return topic.in(topics);
  }

  /** Names the connection whose requests are being served; called only while active. */
  public void serving(int number) {
    connection = number;
  }

  private void add(Topic topic, int textBytes, Event.Details details) {
    Instant now = Instant.now();
    synchronized (this) {
      int size = Event.BYTES + textBytes;
      if (bytes + size > limit) {
        dropped++;
        return;
      }
      long micros = ChronoUnit.MICROS.between(Instant.EPOCH, now);
      events.add(new Event(topic, numbers.getAsLong(), micros, details));
      bytes += size;
      written++;
    }
  }

  private static String text(byte[] key) {
    return new String(key, StandardCharsets.ISO_8859_1);
  }

  /** Removes all waiting events and returns them. */
  synchronized List<Event> take() {
    if (events.isEmpty()) {
      return List.of();
    }
    List<Event> taken = events;
    events = new ArrayList<>();
    bytes = 0;
    return taken;
  }

  /** Events ever added, without those dropped. */
  synchronized long written() {
    return written;
  }

  synchronized long dropped() {
    return dropped;
  }

  synchronized void resetCounters() {
    written = 0;
    dropped = 0;
  }

  public boolean watchesCommands() {
    return isWatched(Topic.RAWCMDS);
  }

  /** A line that a client sent. */
  public void command(String line) {
    String text = "<" + connection + " " + line;
    String cut = text.length() > MAX_COMMAND ? text.substring(0, MAX_COMMAND) : text;
    add(Topic.RAWCMDS, cut.length(), new Event.Text(cut));
  }

  @Override
  public void lookedUp(byte[] key, Lookup outcome, int size, int slabClass) {
    String status = outcome.name().toLowerCase(Locale.ROOT);
    add(
        Topic.FETCHERS,
        key.length,
        new Event.Fetched(text(key), status, slabClass, connection, size));
  }

  @Override
  public void stored(
      byte[] key, StoreMode mode, StoreResult result, int ttl, int size, int slabClass) {
    String status = result.name().toLowerCase(Locale.ROOT);
    stored(new Event.Stored(text(key), status, command(mode), ttl, slabClass, connection, size));
  }

  /** A value that was refused because it is too large, or there is no memory. */
  public void refused(byte[] key, StoreMode mode, boolean tooLarge) {
    String status = tooLarge ? "too_large" : "no_memory";
    stored(new Event.Stored(text(key), status, command(mode), 0, 0, connection, 0));
  }

  private void stored(Event.Stored event) {
    add(Topic.MUTATIONS, event.key().length(), event);
  }

  private static String command(StoreMode mode) {
    return switch (mode) {
      case SET -> "set";
      case ADD -> "add";
      case REPLACE -> "replace";
      case APPEND, APPEND_OR_ADD -> "append";
      case PREPEND, PREPEND_OR_ADD -> "prepend";
      case CAS -> "cas";
    };
  }

  public boolean watchesDeletions() {
    return isWatched(Topic.DELETIONS);
  }

  /** An item that a client deletes. */
  public void deleted(ItemFacts item, String command) {
    byte[] key = item.key();
    add(
        Topic.DELETIONS,
        key.length,
        new Event.Deleted(text(key), command, item.slabClass(), item.valueLength()));
  }

  @Override
  public boolean watchesEvictions() {
    return isWatched(Topic.EVICTIONS);
  }

  @Override
  public void evicted(ItemFacts item, int now) {
    byte[] key = item.key();
    int ttl = item.expiresAt() == 0 ? -1 : item.expiresAt() - now;
    add(
        Topic.EVICTIONS,
        key.length,
        new Event.Evicted(
            text(key),
            item.fetched(),
            ttl,
            now - item.lastAccess(),
            item.slabClass(),
            item.valueLength()));
  }

  public boolean watchesConnections() {
    return isWatched(Topic.CONNEVENTS);
  }

  /** A connection that was opened or closed, in words. */
  public void connection(String text) {
    add(Topic.CONNEVENTS, text.length(), new Event.Text(text));
  }

  @Override
  public boolean watchesSystem() {
    return isWatched(Topic.SYSEVENTS);
  }

  @Override
  public void report(String text) {
    add(Topic.SYSEVENTS, text.length(), new Event.Text(text));
  }
}
