package dev.memfleet.exporter.soak;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.EOFException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A connection that speaks the text protocol. */
final class TextLink extends SocketLink {
  TextLink(int port) throws IOException {
    super(port);
  }

  @Override
  public void set(String key, String value) throws IOException {
    expect("STORED", store("set", key, value, ""));
  }

  @Override
  public @Nullable Versioned get(String key) throws IOException {
    send("gets " + key + "\r\n");
    String head = line();
    if (head.equals("END")) {
      return null;
    }
    String[] words = head.split(" ", -1);
    byte[] value = new byte[Integer.parseInt(words[3])];
    in.readFully(value);
    expect("", line());
    expect("END", line());
    return new Versioned(new String(value, US_ASCII), Long.parseUnsignedLong(words[4]));
  }

  @Override
  public boolean append(String key, String suffix) throws IOException {
    return is("STORED", "NOT_STORED", store("append", key, suffix, ""));
  }

  @Override
  public boolean delete(String key) throws IOException {
    send("delete " + key + "\r\n");
    return is("DELETED", "NOT_FOUND", line());
  }

  @Override
  public long increment(String key) throws IOException {
    send("incr " + key + " 1\r\n");
    return Long.parseLong(line());
  }

  @Override
  public boolean cas(String key, String value, long cas) throws IOException {
    return is("STORED", "EXISTS", store("cas", key, value, " " + Long.toUnsignedString(cas)));
  }

  @Override
  public void abandonSet(String key) throws IOException {
    reset(("set " + key + " 0 0 1000\r\nlost").getBytes(US_ASCII));
  }

  private String store(String verb, String key, String value, String tail) throws IOException {
    send("%s %s 0 0 %d%s\r\n%s\r\n".formatted(verb, key, value.length(), tail, value));
    return line();
  }

  private void send(String request) throws IOException {
    out.write(request.getBytes(US_ASCII));
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("closed after: " + line);
      }
      line.append((char) c);
    }
    line.setLength(line.length() - 1);
    return line.toString();
  }

  private static boolean is(String yes, String no, String reply) {
    if (!reply.equals(yes)) {
      expect(no, reply);
    }
    return reply.equals(yes);
  }

  private static void expect(String expected, String reply) {
    if (!reply.equals(expected)) {
      throw new IllegalStateException("expected " + expected + ", got " + reply);
    }
  }
}
