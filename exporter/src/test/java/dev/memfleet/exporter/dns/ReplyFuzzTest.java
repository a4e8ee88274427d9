package dev.memfleet.exporter.dns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.exporter.fake.DnsAnswer;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.DatagramPacket;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.dns.DatagramDnsResponse;
import io.netty.handler.codec.dns.DatagramDnsResponseDecoder;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReplyFuzzTest {
  private static final byte[] QUESTION =
      HexFormat.of().parseHex("000701000001000000000000025f6d045f74637004746573740000210001");
  private static final InetSocketAddress SERVER =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 53);

  @Test
  void damagedMessage_isReadOrRefused() {
    byte[] whole =
        new DnsAnswer(QUESTION).service("node-1.test", 1, 5).service("node-2.test", 2, 5).encode();
    Random random = new Random(53);
    int read = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] message = Arrays.copyOf(whole, 2 + random.nextInt(whole.length));
      for (int n = random.nextInt(4); n > 0; n--) {
        message[random.nextInt(message.length)] = (byte) random.nextInt(256);
      }
      read += isRead(message) ? 1 : 0;
    }
    assertThat(read).isPositive();
  }

  private static boolean isRead(byte[] message) {
    EmbeddedChannel channel = new EmbeddedChannel(new DatagramDnsResponseDecoder());
    try {
      channel.writeInbound(new DatagramPacket(Unpooled.wrappedBuffer(message), SERVER, SERVER));
      DatagramDnsResponse response = channel.readInbound();
      return response != null && Reply.of(response, RecordType.SRV).records() != null;
    } catch (DecoderException | IllegalArgumentException | IndexOutOfBoundsException refused) {
      return false;
    } finally {
      channel.finishAndReleaseAll();
    }
  }
}
