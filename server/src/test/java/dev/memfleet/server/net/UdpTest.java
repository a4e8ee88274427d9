package dev.memfleet.server.net;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.memfleet.server.Server;
import dev.memfleet.server.peer.TextClient;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Requests in datagrams, and their replies. */
class UdpTest {
  private static final int LIMIT_MILLIS = 10_000;
  private static final int LARGE = 60_000;
  private static final String HIT = "VALUE k 0 3\r\nabc\r\nEND\r\n";

  private Server server;
  private DatagramSocket socket;

  @BeforeEach
  void start() throws IOException {
    server = Server.start("-l", "127.0.0.1", "-p", "-1", "-U", "-1", "-t", "1", "-A");
    socket = client();
    assertThat(ask(1, "set k 0 0 3\r\nabc\r\n")).isEqualTo("STORED\r\n");
  }

  @AfterEach
  void stop() {
    socket.close();
    server.close();
  }

  @Test
  void requests_ofOneDatagram_haveAMessageEach() throws IOException {
    send(7, 1, "get k\r\nget k k\r\n");
    assertThat(receive(7)).isEqualTo(HIT);
    assertThat(receive(7)).isEqualTo("VALUE k 0 3\r\nabc\r\n" + HIT);
  }

  @Test
  void binaryRequest_isAnsweredInBinary() throws IOException {
    String noop = "\u0080\n" + "\0".repeat(22);
    assertThat(ask(2, noop)).isEqualTo("\u0081\n" + "\0".repeat(22));
  }

  @Test
  void longReply_comesInNumberedDatagrams() throws IOException {
    String value = "x".repeat(20_000);
    assertThat(ask(3, "set l 0 0 20000\r\n" + value + "\r\n")).isEqualTo("STORED\r\n");
    assertThat(ask(4, "get l\r\n")).isEqualTo("VALUE l 0 20000\r\n" + value + "\r\nEND\r\n");
  }

  @Test
  void incompleteOrUnsupportedRequest_isDropped() throws IOException {
    send(5, 2, "get k\r\n");
    send(5, 1, "get k");
    send(5, 1, "set k 0 0 9\r\nabc");
    send(5, 1, "watch\r\n");
    send(5, 1, "shutdown\r\n");
    send(5, 1, "quit\r\nget k\r\n");
    send(5, 1, "");
    assertThat(ask(6, "get k\r\n")).isEqualTo(HIT);
  }

  @Test
  void requestFromAnotherServer_isNotAnswered_andCounted() throws IOException {
    try (DatagramSocket peer = new DatagramSocket(server.udpPort(), loopback(2));
        TextClient client = TextClient.connect(server.port())) {
      socket.close();
      socket = peer;
      send(1, 1, "get k\r\n");
      socket = client();
      assertThat(ask(2, "get k\r\n")).isEqualTo(HIT);
      assertThat(client.stats("memfleet")).containsEntry("udp_refused", "1");
    }
  }

  @Test
  void repliesOverTheLimit_areDropped_andCounted() throws IOException {
    storeLarge();
    socket.close();
    socket = client(loopback(3));
    int answered = 0;
    while (asksForLarge(answered)) {
      answered++;
    }
    assertThat(answered).isGreaterThanOrEqualTo(DatagramLimit.BURST / (2 * LARGE));
    try (TextClient client = TextClient.connect(server.port())) {
      assertThat(client.stats("memfleet")).containsEntry("udp_refused", "1");
    }
  }

  @Test
  void clientWithConnection_hasNoLimit() throws IOException {
    storeLarge();
    try (TextClient connected = TextClient.connect(server.port())) {
      assertThat(connected.exchange("get none\r\n")).isEqualTo("END\r\n");
      for (int i = 0; i < 2 * DatagramLimit.BURST / LARGE; i++) {
        assertThat(asksForLarge(i)).isTrue();
      }
    }
  }

  private void storeLarge() throws IOException {
    String value = "x".repeat(LARGE);
    assertThat(ask(3, "set l 0 0 " + LARGE + "\r\n" + value + "\r\n")).isEqualTo("STORED\r\n");
  }

  /** Asks for the large value, and for a small one behind it; whether both were answered. */
  private boolean asksForLarge(int id) throws IOException {
    send(id, 1, "get l l\r\n");
    send(id, 1, "get k\r\n");
    String first = receive(id);
    if (first.equals(HIT)) {
      return false;
    }
    assertThat(first).hasSizeGreaterThan(2 * LARGE);
    assertThat(receive(id)).isEqualTo(HIT);
    return true;
  }

  @Test
  void stats_countTheSocketAsAConnection() throws IOException {
    try (TextClient client = TextClient.connect(server.port())) {
      assertThat(client.stats("conns")).containsValues("udp:127.0.0.1:" + server.udpPort(), "UDP");
      assertThat(client.stats("")).containsEntry("curr_connections", "2");
    }
  }

  @Test
  void port_thatIsTaken_isRefused() {
    String port = Integer.toString(socket.getLocalPort());
    assertThatThrownBy(() -> Server.start("-l", "127.0.0.1", "-p", "-1", "-U", port))
        .hasMessageContaining("failed to listen on UDP port " + port + ": ");
  }

  private static DatagramSocket client() throws IOException {
    return client(InetAddress.getLoopbackAddress());
  }

  private static DatagramSocket client(InetAddress address) throws IOException {
    DatagramSocket client = new DatagramSocket(0, address);
    client.setSoTimeout(LIMIT_MILLIS);
    return client;
  }

  private static InetAddress loopback(int last) throws IOException {
    return InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) last});
  }

  private String ask(int id, String request) throws IOException {
    send(id, 1, request);
    return receive(id);
  }

  private void send(int id, int datagrams, String request) throws IOException {
    ByteBuffer datagram = ByteBuffer.allocate(8 + request.length());
    datagram.putShort((short) id).putShort((short) 0).putShort((short) datagrams);
    datagram.putShort((short) 0).put(request.getBytes(ISO_8859_1));
    socket.send(
        new DatagramPacket(
            datagram.array(),
            datagram.capacity(),
            InetAddress.getLoopbackAddress(),
            server.udpPort()));
  }

  private String receive(int id) throws IOException {
    StringBuilder reply = new StringBuilder();
    int count = 1;
    for (int i = 0; i < count; i++) {
      DatagramPacket packet = new DatagramPacket(new byte[2000], 2000);
      socket.receive(packet);
      ByteBuffer frame = ByteBuffer.wrap(packet.getData(), 0, packet.getLength());
      assertThat(frame.getShort()).isEqualTo((short) id);
      assertThat(frame.getShort()).isEqualTo((short) i);
      count = frame.getShort();
      reply.append(new String(packet.getData(), 8, packet.getLength() - 8, ISO_8859_1));
    }
    return reply.toString();
  }
}
