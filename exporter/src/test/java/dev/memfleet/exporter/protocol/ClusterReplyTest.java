package dev.memfleet.exporter.protocol;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.memfleet.exporter.protocol.ClusterReply.Member;
import dev.memfleet.exporter.protocol.ClusterReply.UnknownException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterReplyTest {
  private static final String WHOLE =
      reply("CONFIG cluster 0", "12\none.test|127.0.0.1|11211 two.test||11212\n");

  @Test
  void reply_isRead_onceItIsComplete() throws Exception {
    for (int length = 0; length < WHOLE.length(); length++) {
      assertThat(parse(WHOLE.substring(0, length))).isNull();
    }
    assertThat(parse(WHOLE))
        .isEqualTo(
            new ClusterReply(
                12,
                List.of(
                    new Member("one.test", "127.0.0.1", 11211),
                    new Member("two.test", "", 11212))));
  }

  @Test
  void replyOfOlderEngines_isTheSame() throws Exception {
    assertThat(parse(reply("VALUE AmazonElastiCache:cluster 0", "3\r\n|127.0.0.1|1\r\n")))
        .isEqualTo(new ClusterReply(3, List.of(new Member("", "127.0.0.1", 1))));
  }

  @Test
  void clusterWithoutNodes_hasNone() throws Exception {
    assertThat(parse(reply("CONFIG cluster 0", "4\n\n"))).isEqualTo(new ClusterReply(4, List.of()));
    assertThat(parse(reply("CONFIG cluster 0", "4"))).isEqualTo(new ClusterReply(4, List.of()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ERROR",
        "ERROR unknown command",
        "CLIENT_ERROR unauthenticated",
        "SERVER_ERROR out of memory",
        "END"
      })
  void refusal_saysThatThereIsNoCluster(String line) {
    assertThatThrownBy(() -> parse(line + "\r\n"))
        .isInstanceOf(UnknownException.class)
        .hasMessage("the endpoint has no cluster configuration: " + line);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 400 Bad Request\r\n",
        "\r\n",
        "CONFIG cluster 0 -1\r\n",
        "CONFIG cluster 0 9999999\r\n",
        "CONFIG cluster 0 2\r\n12\n\r\nEND\r\n",
        "CONFIG cluster 0 4\r\n12\n\r\nEND\r\n+",
        "CONFIG cluster 0 3\r\nxx\n\r\nEND\r\n",
        "CONFIG cluster 0 0\r\n\r\nEND\r\n",
        "CONFIG cluster 0 7\r\n1\na|b|c\r\nEND\r\n",
        "CONFIG cluster 0 5\r\n1\na|b\r\nEND\r\n",
        "CONFIG cluster 0 5\r\n1\n||1\r\nEND\r\n",
      })
  void anythingElse_isRefused(String bytes) {
    assertThatThrownBy(() -> parse(bytes)).isInstanceOf(ProtocolException.class);
  }

  @Test
  void endlessLine_isRefused() throws Exception {
    assertThat(parse("x".repeat(1024))).isNull();
    assertThatThrownBy(() -> parse("x".repeat(1025))).isInstanceOf(ProtocolException.class);
    assertThatThrownBy(() -> parse("x".repeat(1025) + "\r\n"))
        .isInstanceOf(ProtocolException.class);
  }

  private static String reply(String head, String config) {
    return head + " " + config.length() + "\r\n" + config + "\r\nEND\r\n";
  }

  private static @Nullable ClusterReply parse(String bytes) throws Exception {
    return ClusterReply.parse(bytes.getBytes(ISO_8859_1));
  }
}
