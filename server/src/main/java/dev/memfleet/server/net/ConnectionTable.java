package dev.memfleet.server.net;

import dev.memfleet.server.config.NetworkOptions;
import dev.memfleet.server.protocol.ReplyBuffer;
import dev.memfleet.server.stats.ConnectionStats;
import dev.memfleet.server.stats.ServerStats;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The table of all open connections. It enforces the connection limit, and numbers connections as
 * memcached numbers its descriptors. When it is full, new connections wait and the listeners pause
 * until there is room. If connections over the limit are to be refused, the waiting ones are
 * refused as soon as every event loop has polled its sockets, because a connection whose client has
 * disconnected is counted until then.
 */
final class ConnectionTable {
  /** Descriptors memcached uses for itself, and for each of its threads. */
  private static final int OWN_DESCRIPTORS = 7;

  private static final int DESCRIPTORS_PER_THREAD = 4;

  private static final byte[] FULL = ReplyBuffer.ascii("ERROR Too many open connections\r\n");
  private static final byte[] REQUEST_TOO_LARGE =
      ReplyBuffer.ascii("SERVER_ERROR out of memory reading request\r\n");

  private final int maxConnections;
  private final boolean refuse;
  private final ServerStats stats;
  private final ListenGate gate;
  private final LoopIterations turns;
  private final int base;

  private final BitSet used = new BitSet();
  private final Map<Integer, Connection> open = new TreeMap<>();
  private final List<Listening> listeners = new ArrayList<>();
  private final Deque<Connection> waiting = new ArrayDeque<>();
  private int room = Integer.MAX_VALUE;
  private boolean refusing;

  /** Unsent bytes of connections that are already chosen to be closed. */
  private long leaving;

  /** A socket that has no client of its own. */
  private record Listening(int number, String address, String state, long since) {
    ConnectionStats describe(long now) {
      long seconds = TimeUnit.NANOSECONDS.toSeconds(now - since);
      return new ConnectionStats(number, address, "", state, seconds);
    }
  }

  ConnectionTable(
      NetworkOptions options, ServerStats stats, ListenGate gate, LoopIterations turns) {
    maxConnections = options.maxConnections();
    refuse = options.maxConnectionsFast();
    this.stats = stats;
    this.gate = gate;
    this.turns = turns;
    base = OWN_DESCRIPTORS + DESCRIPTORS_PER_THREAD * options.threads();
    stats.requestBudget().onExceeded(this::shedLargestRequest);
    stats.replyBudget().onExceeded(this::shedLargestReply);
  }

  /** Adds a listener, by its address as {@code stats conns} shows it; returns its number. */
  int listening(String address) {
    return add(address, "conn_listening");
  }

  /** Adds a socket for datagrams, which memcached counts as a connection for each thread. */
  int takingDatagrams(String address) {
    return add(address, "conn_read");
  }

  private synchronized int add(String address, String state) {
    int index = used.nextClearBit(0); // a client may be connected already
    used.set(index);
    listeners.add(new Listening(base + index, address, state, System.nanoTime()));
    stats.listening();
    return base + index;
  }

  /** The address of the unix socket; a server that has one has no other listener. */
  synchronized String onlyListener() {
    return listeners.isEmpty() ? "" : listeners.get(0).address();
  }

  /** Lowers the limit to at most this many connections; returns the limit in effect. */
  synchronized int limit(int connections) {
    room = connections;
    return Math.min(room, limitOfOptions());
  }

  private int limitOfOptions() {
    return Math.max(0, maxConnections - (refuse ? 1 : 0) - base - listeners.size());
  }

  /** Admits a connection, now or when there is room, or refuses it. */
  synchronized void admit(Connection connection) {
    if (hasRoom()) {
      enter(connection);
      return;
    }
    waiting.add(connection);
    if (!refuse) {
      gate.close(ListenGate.Reason.FULL);
    } else if (!refusing) {
      refuseLater();
    }
  }

  private boolean hasRoom() {
    int id = base + used.nextClearBit(0);
    return open.size() < room && id < maxConnections - (refuse ? 1 : 0);
  }

  private void enter(Connection connection) {
    int id = base + used.nextClearBit(0);
    used.set(id - base);
    open.put(id, connection);
    stats.opened();
    connection.admitted(id);
  }

  private void refuseLater() {
    refusing = true;
    gate.close(ListenGate.Reason.REFUSING);
    Set<Connection> late = Set.copyOf(waiting);
    turns.afterSome(() -> refuse(late));
  }

  private synchronized void refuse(Set<Connection> late) {
    for (Connection connection : late) {
      if (waiting.remove(connection)) {
        stats.rejected();
        connection.refuse(FULL);
      }
    }
    refusing = false;
    if (waiting.isEmpty()) {
      gate.open(ListenGate.Reason.REFUSING);
    } else {
      refuseLater();
    }
  }

  /** Removes a connection; a waiting one takes its place. */
  synchronized void remove(Connection connection) {
    if (connection.number() < 0) {
      waiting.remove(connection);
      return;
    }
    open.remove(connection.number());
    used.clear(connection.number() - base);
    stats.closed();
    if (!waiting.isEmpty() && hasRoom()) {
      enter(waiting.remove());
    }
    if (waiting.isEmpty()) {
      gate.open(ListenGate.Reason.FULL);
    }
  }

  private void shedLargestRequest() {
    Connection largest = largest(Connection::unreadBytes);
    if (largest != null) {
      largest.shedRequest(REQUEST_TOO_LARGE);
      stats.shedRequest();
    }
  }

  /** Closes the connection with the most unsent bytes, unless those already chosen free enough. */
  private synchronized void shedLargestReply() {
    Connection largest =
        stats.replyBudget().excess() > leaving ? largest(Connection::unsentBytes) : null;
    if (largest != null) {
      long bytes = largest.unsentBytes();
      leaving += bytes;
      largest.shedReplies(closed -> replyShed(closed, bytes));
    }
  }

  private synchronized void replyShed(boolean closed, long bytes) {
    leaving -= bytes;
    if (closed) {
      stats.shedReply();
    } else {
      shedLargestReply();
    }
  }

  private synchronized @Nullable Connection largest(ToLongFunction<Connection> size) {
    Connection largest = null;
    long most = 0;
    for (Connection connection : open.values()) {
      long bytes = size.applyAsLong(connection);
      if (bytes > most) {
        most = bytes;
        largest = connection;
      }
    }
    return largest;
  }

  /** All listeners and connections, as {@code stats conns} shows them. */
  synchronized List<ConnectionStats> list() {
    List<ConnectionStats> list = new ArrayList<>();
    long now = System.nanoTime();
    listeners.forEach(listener -> list.add(listener.describe(now)));
    open.values().forEach(connection -> list.add(connection.describe()));
    return list;
  }
}
