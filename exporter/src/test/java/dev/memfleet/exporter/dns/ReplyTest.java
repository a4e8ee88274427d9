package dev.memfleet.exporter.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.memfleet.exporter.fake.DnsAnswer;
import dev.memfleet.exporter.fake.FakeNameServer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyTest {
  private static final Question A = new Question(0x1234, "cache.test", RecordType.A);
  private static final Question SRV = new Question(7, "_m._tcp.test", RecordType.SRV);

  @Test
  void question_isEncodedAsTheStandardSays() throws Exception {
    assertThat(HexFormat.of().formatHex(A.encode()))
        .isEqualTo("12340100000100000000000005636163686504746573740000010001");
    assertThat(FakeNameServer.name(SRV.encode())).isEqualTo("_m._tcp.test");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a..b", ".a"})
  void question_withoutAName_isRefused(String name) {
    assertThatThrownBy(() -> new Question(1, name, RecordType.A).encode())
        .isInstanceOf(DnsException.class)
        .hasMessage(name + ": not a name");
  }

  @Test
  void addresses_areRead_withTheShortestTimeToLive_alsoOfTheAlias() throws Exception {
    byte[] message =
        new DnsAnswer(A.encode())
            .alias("other.test", 9)
            .address("127.0.0.1", 30)
            .address("127.0.0.2", 10)
            .encode();

    Reply reply = Reply.decode(message, A);

    assertThat(reply.records())
        .containsExactly(new DnsRecord("127.0.0.1", 0), new DnsRecord("127.0.0.2", 0));
    assertThat(reply.ttlSeconds()).isEqualTo(9);
    assertThat(reply.code()).isZero();
    assertThat(reply.truncated()).isFalse();
  }

  @Test
  void addressesOfVersionSix_areRead() throws Exception {
    Question question = new Question(1, "cache.test", RecordType.AAAA);
    byte[] message = new DnsAnswer(question.encode()).address("::1", 30).encode();

    assertThat(Reply.decode(message, question).records())
        .containsExactly(new DnsRecord("0:0:0:0:0:0:0:1", 0));
  }

  @Test
  void services_areRead() throws Exception {
    byte[] message =
        new DnsAnswer(SRV.encode()).service("Node-1.test.", 11211, 0).service(".", 0, 5).encode();

    Reply reply = Reply.decode(message, SRV);

    assertThat(reply.records())
        .containsExactly(new DnsRecord("node-1.test", 11211), new DnsRecord("", 0));
    assertThat(reply.ttlSeconds()).isZero();
  }

  @Test
  void compressedNames_areRead() throws Exception {
    byte[] data = {0, 0, 0, 0, 0x2b, (byte) 0xcb, 1, 'n', (byte) 0xc0, 20};
    byte[] message = new DnsAnswer(SRV.encode()).record(33, 60, data).encode();

    assertThat(Reply.decode(message, SRV).records())
        .containsExactly(new DnsRecord("n.test", 11211));
  }

  @Test
  void failuresAndTruncation_areTold() throws Exception {
    Reply refused = Reply.decode(new DnsAnswer(A.encode()).code(5).encode(), A);
    assertThat(refused.code()).isEqualTo(5);
    assertThat(refused.records()).isEmpty();
    assertThat(refused.ttlSeconds()).isZero();
    assertThat(Reply.decode(new DnsAnswer(A.encode()).truncated().encode(), A).truncated())
        .isTrue();
  }

  @Test
  void questionInOtherLetterCase_isTheSame() throws Exception {
    byte[] message = new DnsAnswer(A.encode()).address("127.0.0.1", 1).encode();
    message[13] = 'C';

    assertThat(Reply.decode(message, A).records()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"1", "3", "5", "14", "24", "26"})
  void replyToAnotherQuestion_isRefused(int at) throws Exception {
    byte[] message = new DnsAnswer(A.encode()).address("127.0.0.1", 1).encode();
    message[at] = (byte) (at == 3 ? message[at] : message[at] + 1);
    if (at == 3) {
      message[2] = 1;
    }

    assertThatThrownBy(() -> Reply.decode(message, A)).isInstanceOf(DnsException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"c00c", "c030", "3f", "c1ff"})
  void nameThatPointsAheadOrToItselfOrOutside_isRefused(String name) throws Exception {
    byte[] target = HexFormat.of().parseHex("00000000" + "0001" + name);
    byte[] message = new DnsAnswer(SRV.encode()).record(33, 1, target).encode();
    if (name.equals("c00c")) {
      message[12] = (byte) 0xc0;
      message[13] = 12;
    }

    assertThatThrownBy(() -> Reply.decode(message, SRV)).isInstanceOf(DnsException.class);
  }

  @Test
  void damagedMessage_isReadOrRefused() throws Exception {
    byte[] whole =
        new DnsAnswer(SRV.encode())
            .service("node-1.test", 1, 5)
            .service("node-2.test", 2, 5)
            .encode();
    Random random = new Random(53);
    for (int i = 0; i < 20_000; i++) {
      byte[] message = Arrays.copyOf(whole, 2 + random.nextInt(whole.length));
      for (int n = random.nextInt(4); n > 0; n--) {
        message[random.nextInt(message.length)] = (byte) random.nextInt(256);
      }
      try {
        assertThat(Reply.decode(message, SRV)).isNotNull();
      } catch (DnsException refused) {
        assertThat(refused).hasMessageContaining("reply");
      }
    }
  }
}
