package dev.memfleet.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.memfleet.server.peer.BinaryMessage;
import dev.memfleet.server.peer.TextClient;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerTest {
  @Test
  void setThenGet_valueComesBack() throws Exception {
    try (Server server = Server.start("-l", "127.0.0.1", "-p", "-1", "-t", "1");
        TextClient client = TextClient.connect(server.port())) {
      assertThat(client.exchange("set a 5 0 2\r\nhi\r\n")).isEqualTo("STORED\r\n");
      assertThat(client.exchange("get a b\r\n")).isEqualTo("VALUE a 5 2\r\nhi\r\nEND\r\n");
    }
  }

  @Test
  void advanceClock_itemExpires() throws Exception {
    try (Server server = Server.start("-l", "127.0.0.1", "-p", "-1", "-t", "1");
        TextClient client = TextClient.connect(server.port())) {
      client.exchange("set a 0 10 1\r\n1\r\n");
      server.advanceClock(11);
      assertThat(client.exchange("get a\r\n")).isEqualTo("END\r\n");
    }
  }

  @Test
  void largeValueReplacedWhileItIsSent_arrivesAsItWas() throws Exception {
    int length = 16 << 20; // more than the sockets' buffers take
    try (Server server =
            Server.start("-l", "127.0.0.1", "-p", "-1", "-t", "2", "-m", "128", "-I", "32m");
        TextClient slow = TextClient.connect(server.port());
        TextClient other = TextClient.connect(server.port())) {
      String set = "set big 0 0 " + length + "\r\n";
      other.exchange(set + "x".repeat(length) + "\r\n");
      slow.send("get big\r\n");
      assertThat(slow.readLine()).isEqualTo("VALUE big 0 " + length + "\r\n");
      assertThat(other.exchange(set + "y".repeat(length) + "\r\n")).isEqualTo("STORED\r\n");
      assertThat(other.exchange("delete big\r\n")).isEqualTo("DELETED\r\n");
      assertThat(slow.readThrough("END\r\n").equals("x".repeat(length) + "\r\nEND\r\n")).isTrue();
      assertThat(slow.exchange("")).isEmpty();
      assertThat(other.stats("slabs").entrySet())
          .filteredOn(stat -> stat.getKey().endsWith(":used_chunks"))
          .allSatisfy(stat -> assertThat(stat.getValue()).isEqualTo("0"));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 5_000, 40_000, 1_000_000})
  void retrieval_isAnswered_whileAnUploadBehindItIsIncomplete(int length) throws Exception {
    try (Server server = Server.start("-l", "127.0.0.1", "-p", "-1", "-t", "1");
        TextClient client = TextClient.connect(server.port())) {
      String value = "x".repeat(length) + "\r\n";
      client.exchange("set a 0 0 " + length + "\r\n" + value);
      client.send("get a\r\nset b 0 0 3\r\n1");
      assertThat(client.readThrough("END\r\n")).endsWith(" " + length + "\r\n" + value + "END\r\n");
      assertThat(client.exchange("23\r\n")).isEqualTo("STORED\r\n");
    }
  }

  /** memcached waits for more; clients send it as the command of the log level. */
  @Test
  void unknownOpcode_withExtras_isAnswered_andTheNextRequestToo() throws Exception {
    byte[] unknown = BinaryMessage.header(0x1b, 0, 4, 4, 0, 0);
    byte[] noop = BinaryMessage.header(0x0a, 0, 0, 0, 0, 0);
    try (Server server = Server.start("-l", "127.0.0.1", "-p", "-1", "-t", "1");
        TextClient client = TextClient.connect(server.port())) {
      client.send(new String(unknown, ISO_8859_1) + "\0\0\0\1" + new String(noop, ISO_8859_1));
      assertThat(client.read(BinaryMessage.HEADER).charAt(7)).isEqualTo('\u0081');
      assertThat(client.read("Unknown command".length())).isEqualTo("Unknown command");
      assertThat(client.read(BinaryMessage.HEADER).charAt(7)).isEqualTo('\0');
    }
  }

  @Test
  void login_takesAllAfterTheFirstSpaceAsThePassword(@TempDir Path folder) throws Exception {
    Path users = Files.writeString(folder.resolve("users"), "foo:bar\nme:two words\n");
    try (Server server = Server.start("-l", "127.0.0.1", "-p", "-1", "-t", "1", "-Y", "" + users);
        TextClient client = TextClient.connect(server.port())) {
      client.send("set x 0 0 11\r\nfoo bar baz\r\n");
      assertThat(client.readLine()).isEqualTo("CLIENT_ERROR authentication failure\r\n");
      client.send("set x 0 0 12\r\nme two words\r\n");
      assertThat(client.readLine()).isEqualTo("STORED\r\n");
    }
  }

  @Test
  void start_badOption_isRefusedInMemcachedsWords() {
    assertThatThrownBy(() -> Server.start("-t", "0"))
        .hasMessage("Number of threads must be greater than 0");
  }

  @Test
  void start_tooLittleMemoryForAPageOfEachClass_isRefusedInMemcachedsWords() {
    assertThatThrownBy(() -> Server.start("-L", "-m", "20"))
        .hasMessage(
            "Error while preallocating slab memory!\n"
                + "If using -L or other prealloc options, max memory must be at least 39 megabytes.");
  }
}
