package dev.memfleet.server.watch;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;

/**
 * All watchers, and the thread that passes the events of all logs to them. Lines for a watcher that
 * reads too slowly are dropped; it delays neither clients nor other watchers. The thread sleeps
 * while nothing is watched.
 */
public final class Watchers implements AutoCloseable {
  private static final int MAX_WATCHERS = 20;
  private static final long MIN_PAUSE_MICROS = 1_000;
  private static final long MAX_PAUSE_MICROS = 50_000;

  private final int logBytes;
  private final int watcherBytes;
  private final AtomicLong lastNumber = new AtomicLong();
  private final List<EventLog> logs = new CopyOnWriteArrayList<>();
  private final List<Watcher> watchers = new ArrayList<>();
  private final EventLog background;
  private final Thread thread = new Thread(this::run, "memfleet-log");
  private final BiConsumer<String, Throwable> errors;
  private final AtomicLong skipped = new AtomicLong();
  private final AtomicLong sent = new AtomicLong();

  /**
   * Creates the list without watchers; the thread runs from {@link #start}.
   *
   * @param logBytes most bytes of events that wait in each log
   * @param watcherBytes most bytes of lines that wait for each watcher
   * @param errors receives the exceptions of the thread, under the name {@code log}
   */
  public Watchers(int logBytes, int watcherBytes, BiConsumer<String, Throwable> errors) {
    this.logBytes = logBytes;
    this.watcherBytes = watcherBytes;
    this.errors = errors;
    background = log();
    thread.setDaemon(true);
  }

  /** Starts the thread. */
  public void start() {
    thread.start();
  }

  /** A log for one more event loop. */
  public synchronized EventLog log() {
    EventLog log = new EventLog(logBytes, lastNumber::incrementAndGet);
    log.topics(topics());
    logs.add(log);
    return log;
  }

  /** The log of the background threads. */
  public EventLog background() {
    return background;
  }

  /** Most bytes of lines that wait for each watcher. */
  public int watcherBytes() {
    return watcherBytes;
  }

  /** Adds a watcher, for events from now on; false if there are too many. */
  public synchronized boolean add(Watcher watcher) {
    if (watchers.size() == MAX_WATCHERS) {
      return false;
    }
    watcher.start(lastNumber.get());
    watchers.add(watcher);
    apply();
    notifyAll();
    return true;
  }

  public synchronized void remove(Watcher watcher) {
    watchers.remove(watcher);
    apply();
  }

  private int topics() {
    int topics = 0;
    for (Watcher watcher : watchers) {
      topics |= watcher.topics();
    }
    return topics;
  }

  private void apply() {
    logs.forEach(log -> log.topics(topics()));
  }

  private void run() {
    long pause = MIN_PAUSE_MICROS;
    try {
      while (!Thread.currentThread().isInterrupted()) {
        awaitWatchers();
        boolean any = false;
        try {
          any = pass();
        } catch (RuntimeException e) {
          errors.accept("log", e);
        }
        pause =
            any
                ? Math.max(MIN_PAUSE_MICROS, pause / 2)
                : Math.min(MAX_PAUSE_MICROS, pause + pause / 8);
        TimeUnit.MICROSECONDS.sleep(pause);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void awaitWatchers() throws InterruptedException {
    while (watchers.isEmpty()) {
      wait();
    }
  }

  private synchronized List<Watcher> watchers() {
    return List.copyOf(watchers);
  }

  /** Passes all waiting events on; false if there were none. */
  boolean pass() {
    List<Watcher> to = watchers();
    boolean any = false;
    for (EventLog log : logs) {
      for (Event event : log.take()) {
        any = true;
        pass(event, to);
      }
    }
    to.forEach(Watcher::flush);
    return any;
  }

  private void pass(Event event, List<Watcher> to) {
    String line = "";
    for (Watcher watcher : to) {
      if (watcher.accepts(event)) {
        line = line.isEmpty() ? event.line() : line;
        (watcher.offer(line) ? sent : skipped).incrementAndGet();
      }
    }
  }

  public synchronized int count() {
    return watchers.size();
  }

  /** Events that logs took. */
  public long written() {
    return logs.stream().mapToLong(EventLog::written).sum();
  }

  /** Number of events dropped because a log was full. */
  public long dropped() {
    return logs.stream().mapToLong(EventLog::dropped).sum();
  }

  /** Number of lines dropped because a watcher's buffer was full. */
  public long skipped() {
    return skipped.get();
  }

  /** Lines passed to watchers. */
  public long sent() {
    return sent.get();
  }

  /** Zeroes the counters. */
  public void resetCounters() {
    logs.forEach(EventLog::resetCounters);
    skipped.set(0);
    sent.set(0);
  }

  /** Ends the thread. */
  @Override
  public void close() {
    thread.interrupt();
  }
}
