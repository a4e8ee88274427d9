package dev.memfleet.server.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Forwards the connections of its own port to another port; can be cut and mended. */
final class Link implements AutoCloseable {
  private static final int BUFFER_BYTES = 1 << 14;

  private final int target;
  private final int port;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private volatile ServerSocket listener;
  private volatile boolean used;

  Link(int target) throws IOException {
    this.target = target;
    listener = listen(0);
    port = listener.getLocalPort();
  }

  int port() {
    return port;
  }

  /** Whether bytes came from the target since the link was made or mended. */
  boolean isUsed() {
    return used;
  }

  private ServerSocket listen(int at) throws IOException {
    ServerSocket socket = new ServerSocket();
    socket.setReuseAddress(true);
    socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), at));
    run(() -> accept(socket));
    return socket;
  }

  private void accept(ServerSocket from) {
    while (!from.isClosed()) {
      try {
        Socket client = from.accept();
        Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
        sockets.add(client);
        sockets.add(server);
        run(() -> copy(client, server, false));
        run(() -> copy(server, client, true));
        if (from.isClosed()) {
          close(client, server);
        }
      } catch (IOException e) {
        // The link was cut.
      }
    }
  }

  private void copy(Socket from, Socket to, boolean fromTarget) {
    byte[] buffer = new byte[BUFFER_BYTES];
    try (InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
        if (fromTarget) {
          used = true;
        }
        out.write(buffer, 0, length);
      }
    } catch (IOException e) {
      // One side closed, or the link was cut.
    } finally {
      close(from, to);
    }
  }

  private void close(Socket... both) {
    for (Socket socket : both) {
      sockets.remove(socket);
      try {
        socket.close();
      } catch (IOException e) {
        // It is gone either way.
      }
    }
  }

  private static void run(Runnable task) {
    Thread thread = new Thread(task, "link");
    thread.setDaemon(true);
    thread.start();
  }

  /** Closes all connections and refuses further ones. */
  void cut() throws IOException {
    listener.close();
    close(sockets.toArray(Socket[]::new));
  }

  boolean isCut() {
    return listener.isClosed();
  }

  /** Accepts connections again, at the same port. */
  void mend() throws IOException {
    used = false;
    listener = listen(port);
  }

  @Override
  public void close() throws IOException {
    cut();
  }
}
