package dev.memfleet.server.net;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.server.peer.BinaryMessage;
import dev.memfleet.server.peer.CacheServer;
import dev.memfleet.server.peer.Software;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The same datagrams to this server and to memcached: the same datagrams come back. Left out is
 * what the README says differs: requests over several datagrams, the number of messages that carry
 * the values of a multiget, and empty messages.
 */
class UdpIT {
  private static final int LIMIT_MILLIS = 10_000;
  private static final int FRAME = 8;
  private static final int LAST_ID = 0xFFFF;
  private static final String VALUE = "0123456789".repeat(2_000);

  /** A datagram, as its frame and what follows. */
  private record Request(int id, int sequence, int datagrams, String bytes) {
    byte[] datagram() {
      ByteBuffer datagram = ByteBuffer.allocate(FRAME + bytes.length());
      datagram.putShort((short) id).putShort((short) sequence).putShort((short) datagrams);
      datagram.putShort((short) 0).put(bytes.getBytes(ISO_8859_1));
      return datagram.array();
    }
  }

  private static final Request END = new Request(LAST_ID, 0, 1, "mn\r\n");

  private static final List<Request> REQUESTS =
      List.of(
          text("set k 0 0 3\r\nabc\r\n"),
          text("get k\r\n"),
          text("get none\r\n"),
          text("gets k\r\n"),
          text("add k 0 0 1\r\nx\r\n"),
          text("append k 0 0 1\r\nd\r\n"),
          text("cas k 0 0 1 99\r\nx\r\n"),
          text("mg k v t f\r\n"),
          text("set n 0 0 2 noreply\r\n10\r\n"),
          text("incr n 5\r\n"),
          text("decr n 100\r\n"),
          text("touch n 100\r\n"),
          text("delete n\r\n"),
          text("get k\r\nget none\r\n"),
          text("bogus\r\n"),
          text("set l 7 0 " + VALUE.length() + "\r\n" + VALUE + "\r\n"),
          text("get l\r\n"),
          text("mg l v s\r\n"),
          binary(0x01, "\0\0\0\5\0\0\0\0", "b", "value"),
          binary(0x00, "", "b", ""),
          binary(0x00, "", "none", ""),
          binary(0x09, "", "none", ""),
          binary(0x0c, "", "l", ""),
          binary(0x0a, "", "", ""),
          binary(0x04, "", "b", ""),
          new Request(50, 0, 2, "get k\r\n"),
          new Request(51, 1, 1, "get k\r\n"),
          new Request(52, 0, 0, "get k\r\n"),
          new Request(53, 0, 1, ""),
          new Request(54, 0, 1, "get k\r\n"));

  private static Request text(String request) {
    return new Request(request.length(), 0, 1, request);
  }

  private static Request binary(int opcode, String extras, String key, String value) {
    return text(BinaryMessage.request(opcode, extras, key, value, 0x01020304, 0));
  }

  @Test
  void datagrams_haveTheSameReplies() throws IOException {
    List<List<String>> ours = replies(Software.MEMFLEET);
    List<List<String>> theirs = replies(Software.MEMCACHED);
    for (int i = 0; i < REQUESTS.size(); i++) {
      assertThat(ours.get(i)).as(REQUESTS.get(i).toString()).isEqualTo(theirs.get(i));
    }
  }

  @Test
  void multiget_hasTheSameValues() throws IOException {
    List<String> ours = values(Software.MEMFLEET);
    assertThat(ours).hasSize(1);
    assertThat(ours).isEqualTo(List.of(String.join("", values(Software.MEMCACHED))));
  }

  private static List<List<String>> replies(Software software) throws IOException {
    try (CacheServer server = software.start("-t", "1", "-U", "-1");
        DatagramSocket socket = client()) {
      List<List<String>> replies = new ArrayList<>();
      for (Request request : REQUESTS) {
        replies.add(exchange(socket, server.udpPort(), request));
      }
      return replies;
    }
  }

  /** What the messages of a multiget hold. */
  private static List<String> values(Software software) throws IOException {
    try (CacheServer server = software.start("-t", "1", "-U", "-1");
        DatagramSocket socket = client()) {
      exchange(socket, server.udpPort(), text("set a 0 0 1\r\nx\r\n"));
      exchange(socket, server.udpPort(), text("set b 0 0 2\r\nyz\r\n"));
      return exchange(socket, server.udpPort(), text("get a none b a\r\n")).stream()
          .map(reply -> reply.substring(FRAME))
          .toList();
    }
  }

  private static DatagramSocket client() throws IOException {
    DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    socket.setSoTimeout(LIMIT_MILLIS);
    return socket;
  }

  /**
   * Sends a request and then a marker request; returns the datagrams that arrive before the reply
   * to the marker.
   */
  private static List<String> exchange(DatagramSocket socket, int port, Request request)
      throws IOException {
    send(socket, port, request);
    send(socket, port, END);
    List<String> replies = new ArrayList<>();
    while (true) {
      DatagramPacket packet = new DatagramPacket(new byte[2000], 2000);
      socket.receive(packet);
      if (ByteBuffer.wrap(packet.getData()).getShort() == (short) LAST_ID) {
        return replies;
      }
      if (packet.getLength() > FRAME) {
        replies.add(new String(packet.getData(), 0, packet.getLength(), ISO_8859_1));
      }
    }
  }

  private static void send(DatagramSocket socket, int port, Request request) throws IOException {
    byte[] datagram = request.datagram();
    socket.send(
        new DatagramPacket(datagram, datagram.length, InetAddress.getLoopbackAddress(), port));
  }
}
