package dev.memfleet.exporter.fake;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.memfleet.exporter.node.NodeAddress;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.SocketException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The fakes behave as they are named. */
@Timeout(60)
class FakeNodesTest {
  @Test
  void scriptedNode_answersByLineAndCounts() throws Exception {
    try (ScriptedNode node = new ScriptedNode(Script.minimal())) {
      try (Socket client = ask(node.address(), "stats settings\r\nwhat\r\n")) {
        assertReads(client, "STAT maxconns 1024\r\nEND\r\nERROR\r\n");
        assertThat(node.accepted()).isEqualTo(1);
        assertThat(node.open()).isEqualTo(1);
        assertThat(node.requests()).containsExactly("stats settings", "what");
      }
      node.awaitOpen(0);
      assertThat(node.accepted()).isEqualTo(1);
    }
  }

  @Test
  void scriptedNode_splitAnswer_waitsForTheEvent() throws Exception {
    CountDownLatch event = new CountDownLatch(1);
    try (ScriptedNode node = new ScriptedNode(Script.split("END\r\n", 2, event));
        Socket client = ask(node.address(), "stats\r\n")) {
      assertReads(client, "EN");
      event.countDown();
      assertReads(client, "D\r\n");
    }
  }

  @Test
  void scriptedNode_closesAfterABeginning() throws Exception {
    try (ScriptedNode node = new ScriptedNode(Script.sendAndClose("STAT a"));
        Socket client = ask(node.address(), "stats\r\n")) {
      assertThat(new String(client.getInputStream().readAllBytes(), ISO_8859_1))
          .isEqualTo("STAT a");
      node.awaitOpen(0);
    }
  }

  @Test
  void memcached_repliesTheRecording() throws Exception {
    try (ScriptedNode node = ScriptedNode.memcached();
        Socket client = ask(node.address(), "stats\r\n")) {
      assertReads(client, "STAT pid 23391");
    }
  }

  @Test
  void resettingNode_resets() throws Exception {
    try (ResettingNode node = new ResettingNode();
        Socket client = ask(node.address(), "stats\r\n")) {
      assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketException.class);
    }
  }

  @Test
  void refusingNode_refuses() {
    try (RefusingNode node = new RefusingNode()) {
      assertThatThrownBy(() -> ask(node.address(), "stats\r\n"))
          .isInstanceOf(ConnectException.class);
    }
  }

  @Test
  void stallingNode_sendsHalf() throws Exception {
    try (StallingNode node = new StallingNode();
        Socket client = ask(node.address(), "stats\r\n")) {
      assertReads(client, "STAT pid 1\r\nSTAT upti");
      assertThat(node.open()).isEqualTo(1);
    }
  }

  @Test
  void closeConnections_leavesTheNodeAlive() throws Exception {
    try (SilentNode node = new SilentNode();
        Socket first = ask(node.address(), "stats\r\n")) {
      node.awaitOpen(1);
      node.closeConnections();
      assertEnds(first);
      try (Socket second = ask(node.address(), "stats\r\n")) {
        node.awaitOpen(1);
        assertThat(second.isConnected()).isTrue();
        assertThat(node.accepted()).isEqualTo(2);
      }
    }
  }

  /** A close turns into a reset where the request had not been read. */
  private static void assertEnds(Socket client) throws IOException {
    try {
      assertThat(client.getInputStream().read()).isEqualTo(-1);
    } catch (SocketException reset) {
      assertThat(reset).hasMessageContaining("reset");
    }
  }

  private static Socket ask(NodeAddress address, String request) throws IOException {
    Socket client = new Socket(address.host(), address.port());
    client.setSoTimeout(20_000);
    client.getOutputStream().write(request.getBytes(ISO_8859_1));
    return client;
  }

  private static void assertReads(Socket client, String expected) throws IOException {
    byte[] bytes = client.getInputStream().readNBytes(expected.length());
    assertThat(new String(bytes, ISO_8859_1)).isEqualTo(expected);
  }
}
