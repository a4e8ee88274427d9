package dev.memfleet.server.net;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/** Many clients of one server that send without reading. */
final class Crowd implements AutoCloseable {
  private final List<SocketChannel> members = new ArrayList<>();

  /** Opens this many connections. */
  Crowd(int size, int port) throws IOException {
    InetSocketAddress server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    for (int i = 0; i < size; i++) {
      SocketChannel member = SocketChannel.open(server);
      member.configureBlocking(false);
      members.add(member);
    }
  }

  /** Each sends as much of this as the server takes at once; returns how many still could. */
  int send(String text) {
    byte[] bytes = text.getBytes(ISO_8859_1);
    int open = 0;
    for (SocketChannel member : members) {
      try {
        member.write(ByteBuffer.wrap(bytes));
        open++;
      } catch (IOException closedByTheServer) {
        // The server may close a client that it cannot serve.
      }
    }
    return open;
  }

  @Override
  public void close() throws IOException {
    for (SocketChannel member : members) {
      member.close();
    }
  }
}
