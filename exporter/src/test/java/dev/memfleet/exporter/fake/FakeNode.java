package dev.memfleet.exporter.fake;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import dev.memfleet.exporter.node.NodeAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Accepts connections, each on a thread of its own, and counts them. */
public abstract class FakeNode implements AutoCloseable {
  /** How long to wait for what must come; a test that waits for so long has failed. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final ServerSocketChannel server;
  private final Set<Peer> peers = new HashSet<>();
  private final List<Thread> threads = new ArrayList<>();
  private final List<String> requests = new ArrayList<>();
  private int accepted;
  private @Nullable Thread acceptor;

  FakeNode() {
    this(loopback());
  }

  FakeNode(SocketAddress listen) {
    try {
      server =
          listen instanceof UnixDomainSocketAddress
              ? ServerSocketChannel.open(StandardProtocolFamily.UNIX)
              : ServerSocketChannel.open();
      server.bind(listen, 1024);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static SocketAddress loopback() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  static SocketAddress loopbackV6() {
    byte[] one = new byte[16];
    one[15] = 1;
    try {
      return new InetSocketAddress(InetAddress.getByAddress(one), 0);
    } catch (UnknownHostException wrongLength) {
      throw new AssertionError(wrongLength);
    }
  }

  static SocketAddress unix(Path path) {
    return UnixDomainSocketAddress.of(path);
  }

  /** Talks to one client; the connection is closed when this returns. */
  abstract void converse(Peer peer) throws IOException, InterruptedException;

  /** Starts to accept; subclasses are complete only now. */
  final synchronized FakeNode start() {
    if (acceptor == null) {
      acceptor = run(this::acceptAll);
    }
    return this;
  }

  private synchronized Thread run(Runnable task) {
    Thread thread = new Thread(task, getClass().getSimpleName());
    thread.setDaemon(true);
    threads.add(thread);
    thread.start();
    return thread;
  }

  private void acceptAll() {
    try {
      while (true) {
        SocketChannel socket = server.accept();
        Peer peer = new Peer(this, socket);
        synchronized (this) {
          accepted++;
          peers.add(peer);
          notifyAll();
        }
        run(() -> serve(peer));
      }
    } catch (IOException closed) {
      // the test ended
    }
  }

  private void serve(Peer peer) {
    try {
      converse(peer);
    } catch (IOException clientWentAway) {
      // the test sees it from the client's side
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    } finally {
      peer.close();
    }
  }

  synchronized void closed(Peer peer) {
    peers.remove(peer);
    notifyAll();
  }

  synchronized void requested(String line) {
    requests.add(line);
    notifyAll();
  }

  /** Where it listens. */
  public NodeAddress address() {
    try {
      if (server.getLocalAddress() instanceof InetSocketAddress inet) {
        String host = inet.getAddress().getHostAddress();
        boolean v6 = inet.getAddress() instanceof Inet6Address;
        return NodeAddress.parse((v6 ? "[" + host + "]" : host) + ":" + inet.getPort());
      }
      return NodeAddress.parse(server.getLocalAddress().toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return address().toString();
  }

  /** Connections since its start. */
  public synchronized int accepted() {
    return accepted;
  }

  /** Connections that neither side has closed yet. */
  public synchronized int open() {
    return peers.size();
  }

  /** Lines that clients sent, without their ends, in order of arrival. */
  public synchronized List<String> requests() {
    return List.copyOf(requests);
  }

  /** Waits for an event on this node. */
  public synchronized void await(BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      long left = NANOSECONDS.toMillis(deadline - System.nanoTime());
      if (left <= 0) {
        throw new AssertionError(
            "accepted %d, open %d, requests %s".formatted(accepted, peers.size(), requests));
      }
      wait(left);
    }
  }

  /** Waits until this number of connections is open. */
  public void awaitOpen(int count) throws InterruptedException {
    await(() -> peers.size() == count);
  }

  /** Closes every connection from this side, and goes on accepting. */
  public void closeConnections() {
    List<Peer> all;
    synchronized (this) {
      all = List.copyOf(peers);
    }
    all.forEach(Peer::close);
  }

  @Override
  public void close() {
    stop();
  }

  /** Stops to accept and closes every connection; new ones are refused from now on. */
  public void stop() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    awaitAcceptor();
    closeConnections();
    synchronized (this) {
      threads.forEach(Thread::interrupt);
    }
  }

  /** As long as a thread waits in accept, the system goes on listening. */
  private void awaitAcceptor() {
    Thread thread;
    synchronized (this) {
      thread = acceptor;
    }
    try {
      if (thread != null) {
        thread.join(PATIENCE.toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
