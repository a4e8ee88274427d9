package dev.memfleet.exporter.self;

import dev.memfleet.exporter.text.LogEvent;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Handles unexpected exceptions: counts them, and logs the stack the first time that a kind occurs
 * at a place. The part that threw continues. An {@link OutOfMemoryError} ends the process, because
 * any thread may hit it next.
 */
public final class InternalErrors {
  /** The exit status after running out of memory, as with the JVM's ExitOnOutOfMemoryError. */
  public static final int OUT_OF_MEMORY_STATUS = 3;

  private static final Logger LOG = Logger.getLogger(InternalErrors.class.getName());
  private static final int MAX_KINDS = 100;

  private final Map<Component, LongAdder> counts = new EnumMap<>(Component.class);
  private final Set<String> logged = ConcurrentHashMap.newKeySet();
  private final Consumer<String> end;

  /** The part of the agent that continues; the values of the label {@code where}. */
  public enum Component {
    EVENT_LOOP,
    POLLER,
    DISCOVERY,
    RELOAD,
    PAGE,
    THREAD;

    private final String label = name().toLowerCase(Locale.ROOT);

    public String label() {
      return label;
    }
  }

  /** A handler that ends the process when memory runs out. */
  public InternalErrors() {
    this(InternalErrors::endProcess);
  }

  InternalErrors(Consumer<String> end) {
    this.end = end;
    for (Component where : Component.values()) {
      counts.put(where, new LongAdder());
    }
  }

  /** Ends the process at once, without shutdown hooks, which might hang. */
  public static void endProcess(String message) {
    try {
      System.err.println("memfleet-exporter: " + message);
    } finally {
      Runtime.getRuntime().halt(OUT_OF_MEMORY_STATUS);
    }
  }

  /** Counts an exception that reached this part of the agent. */
  public void caught(Component where, Throwable cause) {
    if (hasRunOutOfMemory(cause)) {
      end.accept("out of memory: where=" + where.label() + " cause=" + cause);
      return;
    }
    counter(where).increment();
    if (logged.size() < MAX_KINDS && logged.add(kind(where, cause))) {
      LogEvent.log(LOG, Level.SEVERE, "internal error", cause, "where", where.label());
    }
  }

  /** Installs the handler for uncaught exceptions of all threads. */
  public void catchUncaught() {
    Thread.setDefaultUncaughtExceptionHandler((thread, cause) -> caught(Component.THREAD, cause));
  }

  private static boolean hasRunOutOfMemory(Throwable cause) {
    Throwable next = cause;
    for (int depth = 0; next != null && depth < 10; depth++) {
      if (next instanceof OutOfMemoryError) {
        return true;
      }
      next = next.getCause();
    }
    return false;
  }

  private static String kind(Component where, Throwable cause) {
    StackTraceElement[] stack = cause.getStackTrace();
    return where + " " + cause.getClass().getName() + " " + (stack.length == 0 ? "" : stack[0]);
  }

  private LongAdder counter(Component where) {
    return Objects.requireNonNull(counts.get(where));
  }

  long count(Component where) {
    return counter(where).sum();
  }

  /** Registers the metric. */
  public void register(SelfMetrics self) {
    self.counters(
        "memcached_exporter_internal_errors_total",
        "Unexpected exceptions, by the part of the agent that recovered from them.",
        "where",
        samples -> {
          for (Component where : Component.values()) {
            samples.add((double) count(where), where.label());
          }
        });
  }
}
