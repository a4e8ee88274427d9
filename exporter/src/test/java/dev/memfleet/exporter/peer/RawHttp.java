package dev.memfleet.exporter.peer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;

/** A client that sends any bytes, HTTP or not. */
public final class RawHttp implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 30_000;

  private final Socket socket;

  /** Connects to a port of this machine. */
  public RawHttp(int port) {
    this(Wire.PLAIN, port);
  }

  private RawHttp(Wire wire, int port) {
    try {
      socket = wire.connect(port);
      socket.setSoTimeout(PATIENCE_MILLIS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All that is answered to the bytes, each given as a char, until the connection ends. */
  public static String exchange(int port, String bytes) {
    return exchange(Wire.PLAIN, port, bytes);
  }

  /** The same over plain TCP or TLS. */
  public static String exchange(Wire wire, int port, String bytes) {
    try (RawHttp client = new RawHttp(wire, port)) {
      return client.trySend(bytes) ? client.readAll() : "";
    }
  }

  /** Sends bytes, each given as a char; false when the other side has gone. */
  public boolean trySend(String bytes) {
    try {
      socket.getOutputStream().write(bytes.getBytes(ISO_8859_1));
      return true;
    } catch (IOException gone) {
      return false;
    }
  }

  /** What comes until the connection ends, in whatever way. */
  public String readAll() {
    StringBuilder answer = new StringBuilder();
    byte[] buffer = new byte[64 * 1024];
    try {
      for (int n = read(buffer); n >= 0; n = read(buffer)) {
        answer.append(new String(buffer, 0, n, ISO_8859_1));
      }
    } catch (java.net.SocketTimeoutException e) {
      throw new IllegalStateException("neither answered nor closed after: " + answer, e);
    } catch (IOException reset) {
      // an end like any other
    }
    return answer.toString();
  }

  private int read(byte[] buffer) throws IOException {
    return socket.getInputStream().read(buffer);
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
