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
 * The open connections. Each wait for a client has a deadline: for its first request, for its next
 * one, for the rest of a body, for the client to take a part of an answer. A look at all of them
 * every now and then cuts off those that are overdue. Where there are too many connections, one is
 * closed for the newest: first the oldest in its TLS handshake, then the oldest of those that never
 * sent a whole request, then the one that has been idle longest. Confined to the event loop of the
 * pages.
 */
final class Connections {
  private final Confinement loop = new Confinement();
  private final Limits limits;
  private final LongSupplier nanoTime;
  private final Map<HttpConnection, Connection> open = new HashMap<>();
  private final Set<Channel> arriving = new LinkedHashSet<>();
  private final Set<Connection> fresh = new LinkedHashSet<>();
  private final Set<Connection> idle = new LinkedHashSet<>();
  private int exchanges; // of closed connections too: what they hold is freed when they end

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

  /** Counts a new connection, whose TLS handshake is still to come; closes another if need be. */
  void arrived(Channel channel) {
    loop.check();
    if (!hasRoom()) {
      Cut.now(channel);
      return;
    }
    arriving.add(channel);
    channel.closeFuture().addListener(closed -> arriving.remove(channel));
  }

  /** Takes in a new connection, or closes it where no other can be closed for it. */
  void add(HttpConnection http) {
    loop.check();
    arriving.remove(Cut.channel(http));
    if (!hasRoom()) {
      Cut.now(http);
      return;
    }
    Connection connection = new Connection(http);
    open.put(http, connection);
    http.closeHandler(ignored -> connection.closed());
    http.exceptionHandler(reset -> {});
  }

  /** Whether there is room for one more, after one was closed for it where need be. */
  private boolean hasRoom() {
    return arriving.size() + open.size() < limits.connections() || closeOne();
  }

  private boolean closeOne() {
    Iterator<Channel> oldest = arriving.iterator();
    if (oldest.hasNext()) {
      Channel given = oldest.next();
      oldest.remove();
      Cut.now(given);
      return true;
    }
    Iterator<Connection> candidates = (fresh.isEmpty() ? idle : fresh).iterator();
    if (!candidates.hasNext()) {
      return false;
    }
    candidates.next().cut();
    return true;
  }

  /** The connection that a request came by; null when it was closed meanwhile. */
  @Nullable Connection of(HttpConnection http) {
    loop.check();
    return open.get(http);
  }

  int size() {
    return arriving.size() + open.size();
  }

  /** Cuts off every client that is overdue. */
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
     * A request's head has come. False where too many requests are unanswered and this one follows
     * another of its connection, which is closed then.
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
     * A request is answered, or given up.
     *
     * @param last whether the connection is of no use any more; a client that still sends has a
     *     moment to read the answer, which a reset would discard
     */
    void end(boolean last) {
      loop.check();
      exchanges--;
      if (--unfinished == 0 && open.containsKey(http)) {
        next = await(last ? limits.writeTime() : limits.idleTime());
        idle.add(this);
      }
    }

    /** Waits for the client; whoever waits ends it. */
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
      Cut.now(http);
    }

    private void closed() {
      open.remove(http);
      fresh.remove(this);
      idle.remove(this);
      waits.clear();
    }
  }

  /** A wait for a client that must end before a time. */
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
