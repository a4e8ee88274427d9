package dev.memfleet.exporter.http.server;

import dev.memfleet.exporter.client.Confinement;
import io.netty.channel.Channel;
import io.vertx.core.http.HttpConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The open connections. Every wait for a client has a deadline: for its first request, its next
 * request, the rest of a body, and for taking a part of an answer. A periodic check closes overdue
 * connections. When there are too many connections, one is closed for the newest: first the oldest
 * in its TLS handshake, then the oldest that never sent a complete request head, then the one that
 * has been idle longest. Confined to the event loop of the pages.
 */
final class Connections {
  private final Confinement loop = new Confinement();
  private final Limits limits;
  private final LongSupplier nanoTime;
  private final Map<HttpConnection, Connection> open = new HashMap<>();
  private final Set<Channel> arriving = new LinkedHashSet<>();
  private final Set<Connection> fresh = new LinkedHashSet<>();
  private final Set<Connection> idle = new LinkedHashSet<>();
  private int exchanges; // including those of closed connections, which hold memory until they end

  /**
   * @param nanoTime the monotonic clock
   */
  Connections(Limits limits, LongSupplier nanoTime) {
    this.limits = limits;
    this.nanoTime = nanoTime;
  }

  Limits limits() {
    return limits;
  }

  /** Counts a new connection before its TLS handshake; closes another if the limit is reached. */
  void arrived(Channel channel) {
    loop.check();
    if (!hasRoom()) {
      VertxInternals.now(channel);
      return;
    }
    arriving.add(channel);
    channel.closeFuture().addListener(closed -> arriving.remove(channel));
  }

  /** Adds a new connection, or closes it if no other can be closed for it. */
  void add(HttpConnection http) {
    loop.check();
    arriving.remove(VertxInternals.channel(http));
    if (!hasRoom()) {
      VertxInternals.now(http);
      return;
    }
    Connection connection = new Connection(http);
    open.put(http, connection);
    http.closeHandler(ignored -> connection.closed());
    http.exceptionHandler(reset -> {});
  }

  /** Whether there is room for one more, after closing another if needed. */
  private boolean hasRoom() {
    return arriving.size() + open.size() < limits.connections() || closeOne();
  }

  private boolean closeOne() {
    Iterator<Channel> oldest = arriving.iterator();
    if (oldest.hasNext()) {
      Channel given = oldest.next();
      oldest.remove();
      VertxInternals.now(given);
      return true;
    }
    Iterator<Connection> candidates = (fresh.isEmpty() ? idle : fresh).iterator();
    if (!candidates.hasNext()) {
      return false;
    }
    candidates.next().cut();
    return true;
  }

  /** The connection of a request; null if it has been closed since. */
  @Nullable Connection of(HttpConnection http) {
    loop.check();
    return open.get(http);
  }

  int size() {
    return arriving.size() + open.size();
  }

  /** Closes all overdue connections. */
  void cutOverdue() {
    loop.check();
    long now = nanoTime.getAsLong();
    for (Connection connection : new ArrayList<>(open.values())) {
      if (connection.isOverdue(now)) {
        connection.cut();
      }
    }
  }

  /** One open connection. */
  final class Connection {
    private final HttpConnection http;
    private final Set<Wait> waits = new HashSet<>();
    private int unfinished;
    private Wait next;

    private Connection(HttpConnection http) {
      this.http = http;
      this.next = await(limits.requestTime());
      fresh.add(this);
    }

    HttpConnection http() {
      return http;
    }

    /**
     * Called when the head of a request has arrived. False if too many requests are unanswered and
     * this one was pipelined; its connection is then closed.
     */
    boolean begin() {
      loop.check();
      if (unfinished > 0 && exchanges >= limits.pipelined()) {
        cut();
        return false;
      }
      exchanges++;
      if (unfinished++ == 0) {
        next.end();
        fresh.remove(this);
        idle.remove(this);
      }
      return true;
    }

    /**
     * Called when a request was answered or abandoned.
     *
     * @param last whether to close the connection; a client that is still sending gets a moment to
     *     read the answer, which a reset would discard
     */
    void end(boolean last) {
      loop.check();
      exchanges--;
      if (--unfinished == 0 && open.containsKey(http)) {
        next = await(last ? limits.writeTime() : limits.idleTime());
        idle.add(this);
      }
    }

    /** Starts a wait for the client; the caller must end it. */
    Wait await(Duration limit) {
      Wait wait = new Wait(this, nanoTime.getAsLong() + limit.toNanos());
      waits.add(wait);
      return wait;
    }

    private boolean isOverdue(long now) {
      return waits.stream().anyMatch(wait -> now - wait.deadline > 0);
    }

    private void cut() {
      closed();
      VertxInternals.now(http);
    }

    private void closed() {
      open.remove(http);
      fresh.remove(this);
      idle.remove(this);
      waits.clear();
    }
  }

  /** A wait for a client, with a deadline. */
  static final class Wait {
    private final Connection connection;
    private final long deadline;

    private Wait(Connection connection, long deadline) {
      this.connection = connection;
      this.deadline = deadline;
    }

    void end() {
      connection.waits.remove(this);
    }
  }
}
