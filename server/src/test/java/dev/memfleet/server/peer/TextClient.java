package dev.memfleet.server.peer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A connection that sends and receives bytes as they are, written as ISO-8859-1 strings. Reads fail
 * after {@value #READ_LIMIT_MILLIS} ms.
 */
public final class TextClient implements AutoCloseable {
  private static final int READ_LIMIT_MILLIS = 10_000;
  private static final String SENTINEL_REPLY = "MN\r\n";

  private final Socket socket;
  private final InputStream in;

  private TextClient(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
  }

  /** Connects to a loopback port. */
  public static TextClient connect(int port) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(READ_LIMIT_MILLIS);
    return new TextClient(socket);
  }

  /** Sends these bytes at once. */
  public void send(String request) throws IOException {
    send(request.getBytes(ISO_8859_1));
  }

  /** Sends these bytes at once. */
  public void send(byte[] request) throws IOException {
    socket.getOutputStream().write(request);
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
    while (true) {
      int next = read(reply);
      if (next < 0) {
        throw new IOException("closed after: " + reply);
      }
      reply.append((char) next);
      if (next == last && endsWith(reply, end)) {
        return reply.toString();
      }
    }
  }

  /** One line with its end. */
  public String readLine() throws IOException {
    return readThrough("\n");
  }

  /** Reads so many bytes, fewer if the server closes before. */
  public String read(int length) throws IOException {
    return new String(in.readNBytes(length), ISO_8859_1);
  }

  /** What comes until the server closes. */
  public String readToEnd() throws IOException {
    return new String(in.readAllBytes(), ISO_8859_1);
  }

  /** What comes within so many milliseconds or until the server closes. */
  public String readFor(int millis) throws IOException {
    StringBuilder reply = new StringBuilder();
    socket.setSoTimeout(millis);
    try {
      int next;
      while ((next = in.read()) >= 0) {
        reply.append((char) next);
      }
    } catch (SocketTimeoutException silence) {
      // Silence is the answer that was asked for.
    } finally {
      socket.setSoTimeout(READ_LIMIT_MILLIS);
    }
    return reply.toString();
  }

  private int read(StringBuilder soFar) throws IOException {
    try {
      return in.read();
    } catch (SocketTimeoutException e) {
      throw new IOException("silent after: " + soFar, e);
    }
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
