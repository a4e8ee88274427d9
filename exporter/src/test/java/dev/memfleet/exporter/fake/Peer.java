package dev.memfleet.exporter.fake;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/** A fake node's side of one connection. */
public final class Peer {
  private final FakeNode node;
  private final SocketChannel socket;
  private final InputStream in;

  Peer(FakeNode node, SocketChannel socket) {
    this.node = node;
    this.socket = socket;
    this.in = new BufferedInputStream(Channels.newInputStream(socket));
  }

  /** The next request without its line end; null when the client has closed. */
  @Nullable String readLine() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c >= 0; c = in.read()) {
      if (c == '\n') {
        String text = line.toString().stripTrailing();
        node.requested(text);
        return text;
      }
      line.append((char) c);
    }
    return null;
  }

  /** This number of bytes; null when the client has closed. */
  byte @Nullable [] read(int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    return bytes.length == length ? bytes : null;
  }

  public void send(byte[] bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      socket.write(buffer);
    }
  }

  public void send(String text) throws IOException {
    send(text.getBytes(ISO_8859_1));
  }

  /** Reads and ignores until the client closes. */
  void drain() throws IOException {
    byte[] rest = new byte[4096];
    while (in.read(rest) >= 0) {
      // ignored
    }
  }

  /** Ends the connection in order. */
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      node.closed(this);
    }
  }

  /** Ends the connection with a reset. */
  public void reset() throws IOException {
    socket.setOption(StandardSocketOptions.SO_LINGER, 0);
    close();
  }
}
