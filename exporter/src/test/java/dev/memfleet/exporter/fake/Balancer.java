package dev.memfleet.exporter.fake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** One address before several servers: gives each connection to the next that accepts it. */
public final class Balancer implements AutoCloseable {
  private final ServerSocket listener;
  private final List<Integer> ports;
  private final Queue<Socket> open = new ConcurrentLinkedQueue<>();
  private int next;

  /**
   * @param ports of the servers on 127.0.0.1
   */
  public Balancer(List<Integer> ports) throws IOException {
    this.ports = List.copyOf(ports);
    listener = new ServerSocket(0, 1024, InetAddress.getLoopbackAddress());
    daemon("balancer", this::accept);
  }

  public String address() {
    return "127.0.0.1:" + listener.getLocalPort();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listener.accept();
        Socket server = connect();
        open.add(client);
        open.add(server);
        daemon("to server", () -> pipe(client, server));
        daemon("to client", () -> pipe(server, client));
      }
    } catch (IOException closed) {
      // The end of the test.
    }
  }

  private Socket connect() throws IOException {
    for (int tries = 0; tries < ports.size(); tries++) {
      int port = ports.get(next++ % ports.size());
      try {
        return new Socket(InetAddress.getLoopbackAddress(), port);
      } catch (IOException down) {
        // The next one may be up.
      }
    }
    throw new IOException("no server is up");
  }

  private static void pipe(Socket from, Socket to) {
    try (from;
        to) {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException gone) {
      // One side's end is the other's.
    }
  }

  private static void daemon(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    try {
      listener.close();
      for (Socket socket : open) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
