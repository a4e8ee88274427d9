package dev.memfleet.exporter.alerts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Opens as many connections as a node accepts, and keeps trying to open more. */
final class Crowd extends Traffic {
  private final int port;
  private final List<Socket> held = new ArrayList<>();

  /** Starts at once. */
  Crowd(int port) {
    this.port = port;
    start();
  }

  @Override
  void act() throws IOException {
    while (!isStopped()) {
      Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
      held.add(socket);
      socket.getOutputStream().write("version\r\n".getBytes(StandardCharsets.US_ASCII));
      if (socket.getInputStream().read() != 'V') {
        held.remove(socket);
        socket.close();
        return;
      }
    }
  }

  @Override
  public void close() {
    super.close();
    for (Socket socket : held) {
      try {
        socket.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
