package dev.memfleet.server.peer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * A connection that sends and receives bytes as they are, written as ISO-8859-1 strings. Reads fail
 * after {@value #READ_LIMIT_MILLIS} ms.
 */
public final class TextClient implements AutoCloseable {
  private static final int READ_LIMIT_MILLIS = 10_000;
  private static final int BUFFER_BYTES = 1 << 16;
  private static final String SENTINEL_REPLY = "MN\r\n";

  private final Closeable socket;
  private final InputStream in;
  private final OutputStream out;
  private final Ending ending;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int position;
  private int limit;

  /** How the sending side is closed. */
  private interface Ending {
    void end() throws IOException;
  }

  private TextClient(Closeable socket, InputStream in, OutputStream out, Ending ending) {
    this.socket = socket;
    this.in = in;
    this.out = out;
    this.ending = ending;
  }

  /** Connects to a loopback port. */
  public static TextClient connect(int port) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(READ_LIMIT_MILLIS);
    return new TextClient(
        socket, socket.getInputStream(), socket.getOutputStream(), socket::shutdownOutput);
  }

  /** Connects to a loopback port, encrypted. */
  public static TextClient connect(int port, SSLContext tls) throws IOException {
    SSLSocket socket =
        (SSLSocket) tls.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(READ_LIMIT_MILLIS);
    try {
      socket.startHandshake();
    } catch (IOException e) {
      socket.close();
      throw e;
    }
    return new TextClient(
        socket, socket.getInputStream(), socket.getOutputStream(), socket::shutdownOutput);
  }

  /** Connects to a unix socket; its reads have no limit. */
  public static TextClient connect(Path unixSocket) throws IOException {
    SocketChannel socket = SocketChannel.open(UnixDomainSocketAddress.of(unixSocket));
    return new TextClient(
        socket,
        Channels.newInputStream(socket),
        Channels.newOutputStream(socket),
        socket::shutdownOutput);
  }

  /** Sends these bytes at once. */
  public void send(String request) throws IOException {
    send(request.getBytes(ISO_8859_1));
  }

  /** Sends these bytes at once. */
  public void send(byte[] request) throws IOException {
    out.write(request);
  }

  /** Everything the server answers to a request, found by a {@code mn} sent after it. */
  public String exchange(String request) throws IOException {
    send(request + "mn\r\n");
    String reply = readThrough(SENTINEL_REPLY);
    return reply.substring(0, reply.length() - SENTINEL_REPLY.length());
  }

  /** The {@code STAT} lines of a stats section, in their order. */
  public Map<String, String> stats(String section) throws IOException {
    String reply = exchange(section.isEmpty() ? "stats\r\n" : "stats " + section + "\r\n");
    Map<String, String> stats = new LinkedHashMap<>();
    for (String line : reply.split("\r\n", -1)) {
      String[] words = line.split(" ", 3);
      if (words[0].equals("STAT")) {
        stats.put(words[1], words.length > 2 ? words[2] : "");
      }
    }
    return stats;
  }

  /** Reads until the reply ends with {@code end}. */
  public String readThrough(String end) throws IOException {
    StringBuilder reply = new StringBuilder();
    char last = end.charAt(end.length() - 1);
    do {
      if (!fill(reply)) {
        throw new IOException("closed after: " + reply);
      }
      takeThrough(last, reply);
    } while (!endsWith(reply, end));
    return reply.toString();
  }

  /** One line with its end. */
  public String readLine() throws IOException {
    return readThrough("\n");
  }

  /** This many bytes. */
  public String read(int length) throws IOException {
    StringBuilder reply = new StringBuilder();
    while (reply.length() < length) {
      if (!fill(reply)) {
        throw new IOException("closed after: " + reply);
      }
      take(Math.min(limit, position + length - reply.length()), reply);
    }
    return reply.toString();
  }

  /** Ends the sending side; the answer is what comes until the server closes. */
  public String finish() throws IOException {
    ending.end();
    return readToEnd();
  }

  /** What comes until the server closes or resets. */
  public String readToEnd() throws IOException {
    StringBuilder reply = new StringBuilder();
    try {
      while (fill(reply)) {
        take(limit, reply);
      }
    } catch (SocketException reset) {
      // Bytes that the server did not read turn its close into a reset.
    }
    return reply.toString();
  }

  /** Reads unless there is something to take; false at the end. */
  private boolean fill(StringBuilder soFar) throws IOException {
    if (position == limit) {
      position = 0;
      try {
        limit = Math.max(in.read(buffer), 0);
      } catch (SocketTimeoutException e) {
        throw new IOException("timed out after: " + soFar, e);
      }
    }
    return position < limit;
  }

  private void takeThrough(char last, StringBuilder reply) {
    int end = position;
    while (end < limit && buffer[end] != last) {
      end++;
    }
    take(Math.min(end + 1, limit), reply);
  }

  private void take(int end, StringBuilder reply) {
    reply.append(new String(buffer, position, end - position, ISO_8859_1));
    position = end;
  }

  private static boolean endsWith(StringBuilder reply, String end) {
    int from = reply.length() - end.length();
    return from >= 0 && reply.indexOf(end, from) == from;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
