package dev.memfleet.server.net;

import dev.memfleet.server.stats.ListenStats;
import io.netty.channel.Channel;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Opens and closes the listening sockets: they accept connections while there is no reason not to.
 */
final class ListenGate {
  /** Why no connections are accepted. */
  enum Reason {
    /** All connections allowed are open. */
    FULL,
    /** Connections over the limit wait to be refused. */
    REFUSING,
    /** The last accept failed. */
    FAILED
  }

  private final ListenStats stats;
  private final Set<Channel> listeners = new LinkedHashSet<>();
  private final Set<Reason> reasons = EnumSet.noneOf(Reason.class);

  ListenGate(ListenStats stats) {
    this.stats = stats;
  }

  /** Adds a listening socket. */
  synchronized void add(Channel listener) {
    listeners.add(listener);
    if (!reasons.isEmpty()) {
      listener.config().setAutoRead(false);
    }
  }

  synchronized void close(Reason reason) {
    if (reasons.isEmpty()) {
      listeners.forEach(listener -> listener.config().setAutoRead(false));
    }
    reasons.add(reason);
    if (reason != Reason.REFUSING) {
      stats.pause();
    }
  }

  synchronized void open(Reason reason) {
    if (reasons.remove(reason) && reasons.isEmpty()) {
      stats.resume();
      listeners.forEach(listener -> listener.config().setAutoRead(true));
    }
  }

  /** The listening sockets. */
  synchronized Set<Channel> listeners() {
    return new LinkedHashSet<>(listeners);
  }
}
