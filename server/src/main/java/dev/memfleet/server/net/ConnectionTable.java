package dev.memfleet.server.net;

import dev.memfleet.server.stats.ConnectionStats;
import dev.memfleet.server.stats.ListenStats;
import dev.memfleet.server.stats.ServerStats;
import io.netty.channel.Channel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Numbers connections as memcached's descriptors are numbered, and so keeps its limit. When full,
 * and not told to refuse, it lets the next connections wait and their listeners pause.
 */
final class ConnectionTable {
  /** Descriptors memcached uses for itself, and for each of its threads. */
  private static final int OWN_DESCRIPTORS = 7;

  private static final int DESCRIPTORS_PER_THREAD = 4;

  private final int maxConnections;
  private final boolean refuse;
  private final ServerStats stats;
  private final ListenStats listening;
  private final int base;

  private final BitSet used = new BitSet();
  private final Map<Integer, Connection> open = new TreeMap<>();
  private final List<String> listeners = new ArrayList<>();
  private final Deque<Connection> waiting = new ArrayDeque<>();
  private final Set<Channel> paused = new HashSet<>();

  ConnectionTable(
      int maxConnections, boolean refuse, int threads, ServerStats stats, ListenStats listening) {
    this.maxConnections = maxConnections;
    this.refuse = refuse;
    this.stats = stats;
    this.listening = listening;
    base = OWN_DESCRIPTORS + DESCRIPTORS_PER_THREAD * threads;
  }

  /** Adds a listener, by its address as {@code stats conns} shows it; returns its number. */
  synchronized int listening(String address) {
    int index = listeners.size();
    used.set(index);
    listeners.add(address);
    stats.listening();
    return base + index;
  }

  /** The address of the unix socket, which is the only listener where there is one. */
  synchronized String onlyListener() {
    return listeners.isEmpty() ? "" : listeners.get(0);
  }

  /**
   * Takes a connection in, lets it wait, or refuses it.
   *
   * @return false when it is refused
   */
  synchronized boolean admit(Connection connection) {
    int id = base + used.nextClearBit(0);
    if (refuse && id >= maxConnections - 1) {
      stats.rejected();
      return false;
    }
    if (!refuse && id >= maxConnections) {
      waiting.add(connection);
      pause(connection.listener());
      return true;
    }
    enter(connection, id);
    return true;
  }

  private void enter(Connection connection, int id) {
    used.set(id - base);
    open.put(id, connection);
    stats.opened();
    connection.admitted(id);
  }

  private void pause(Channel listener) {
    listening.pause();
    if (paused.add(listener)) {
      listener.config().setAutoRead(false);
    }
  }

  /** Takes a connection out; one that waits comes in. */
  synchronized void remove(Connection connection) {
    if (connection.number() < 0) {
      waiting.remove(connection);
      return;
    }
    open.remove(connection.number());
    used.clear(connection.number() - base);
    stats.closed();
    Connection next = waiting.poll();
    if (next != null) {
      enter(next, base + used.nextClearBit(0));
    }
    if (waiting.isEmpty() && !paused.isEmpty()) {
      paused.forEach(listener -> listener.config().setAutoRead(true));
      paused.clear();
      listening.resume();
    }
  }

  /** All listeners and connections, as {@code stats conns} shows them. */
  synchronized List<ConnectionStats> list() {
    List<ConnectionStats> list = new ArrayList<>();
    for (int i = 0; i < listeners.size(); i++) {
      list.add(new ConnectionStats(base + i, listeners.get(i), "", "conn_listening", 0));
    }
    open.values().forEach(connection -> list.add(connection.describe()));
    return list;
  }
}
