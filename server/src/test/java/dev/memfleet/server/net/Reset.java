package dev.memfleet.server.net;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;

/** A client that says something and resets the connection at once. */
final class Reset {
  private Reset() {}

  /** Connects, sends and resets. */
  static void after(String request, int port) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      socket.setSoLinger(true, 0);
    }
  }
}
