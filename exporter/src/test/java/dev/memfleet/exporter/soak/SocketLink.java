package dev.memfleet.exporter.soak;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;

/** The socket of a link, with a time limit for each read. */
abstract class SocketLink implements Link {
  static final Duration TIMEOUT = Duration.ofSeconds(4);

  private final Socket socket = new Socket();
  final DataInputStream in;
  final OutputStream out;

  SocketLink(int port) throws IOException {
    socket.setTcpNoDelay(true);
    socket.setSoTimeout((int) TIMEOUT.toMillis());
    socket.connect(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), port), (int) TIMEOUT.toMillis());
    in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    out = socket.getOutputStream();
  }

  /** Closes the connection with a reset after these bytes. */
  void reset(byte[] last) throws IOException {
    out.write(last);
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new IllegalStateException("a socket that does not close", e);
    }
  }
}
