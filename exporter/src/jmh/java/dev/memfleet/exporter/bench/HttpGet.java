package dev.memfleet.exporter.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Gets of one path over one connection that is kept open, as Prometheus does. */
final class HttpGet implements AutoCloseable {
  private final Socket socket = new Socket();
  private final InputStream in;
  private final byte[] request;
  private final byte[] buffer = new byte[64 * 1024];

  HttpGet(int port, String path, String... headers) throws IOException {
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 10_000);
    socket.setTcpNoDelay(true);
    in = new BufferedInputStream(socket.getInputStream(), 64 * 1024);
    String text = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n";
    for (String header : headers) {
      text += header + "\r\n";
    }
    request = (text + "\r\n").getBytes(StandardCharsets.US_ASCII);
  }

  /** Bytes of the body; fails when the status is not 200. */
  long run() throws IOException {
    socket.getOutputStream().write(request);
    String status = line();
    if (!status.contains(" 200 ")) {
      throw new IOException(status);
    }
    long length = -1;
    for (String header = line(); !header.isEmpty(); header = line()) {
      String lower = header.toLowerCase(Locale.ROOT);
      if (lower.startsWith("content-length:")) {
        length = Long.parseLong(lower.substring("content-length:".length()).trim());
      }
    }
    return length >= 0 ? skip(length) : chunks();
  }

  private long chunks() throws IOException {
    long total = 0;
    while (true) {
      long size = Long.parseLong(line(), 16);
      total += skip(size);
      line();
      if (size == 0) {
        return total;
      }
    }
  }

  private long skip(long length) throws IOException {
    for (long left = length; left > 0; ) {
      int read = in.read(buffer, 0, (int) Math.min(left, buffer.length));
      if (read < 0) {
        throw new IOException("the agent closed the connection");
      }
      left -= read;
    }
    return length;
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new IOException("the agent closed the connection");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
