package dev.memfleet.exporter.bench;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** The four commands of a poll, pipelined on one warm connection. */
final class StatsRoundTrip implements AutoCloseable {
  private static final byte[] COMMANDS =
      "stats\r\nstats settings\r\nstats items\r\nstats slabs\r\n"
          .getBytes(StandardCharsets.US_ASCII);
  private static final int ANSWERS = 4;

  private final Socket socket = new Socket();
  private final byte[] buffer = new byte[64 * 1024];

  StatsRoundTrip(int port) throws IOException {
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    socket.setTcpNoDelay(true);
  }

  void send(String request) throws IOException {
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
  }

  /** Reads until this number of lines has arrived. */
  void lines(int count) throws IOException {
    for (int seen = 0; seen < count; ) {
      int read = read();
      for (int i = 0; i < read; i++) {
        seen += buffer[i] == '\n' ? 1 : 0;
      }
    }
  }

  /** Sends the commands and reads the answers; returns the number of answers. */
  int run() throws IOException {
    socket.getOutputStream().write(COMMANDS);
    int ends = 0;
    int matched = 0;
    byte[] end = {'\n', 'E', 'N', 'D', '\r', '\n'};
    while (ends < ANSWERS) {
      int read = read();
      for (int i = 0; i < read; i++) {
        if (buffer[i] == end[matched]) {
          matched++;
        } else {
          matched = buffer[i] == end[0] ? 1 : 0;
        }
        if (matched == end.length) {
          ends++;
          matched = 1;
        }
      }
    }
    return ends;
  }

  private int read() throws IOException {
    InputStream in = socket.getInputStream();
    int read = in.read(buffer);
    if (read < 0) {
      throw new IOException("memcached closed the connection");
    }
    return read;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
