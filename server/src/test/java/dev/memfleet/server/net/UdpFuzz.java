package dev.memfleet.server.net;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.memfleet.server.StoreRig;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Whatever datagrams arrive, each is answered by whole messages in its own frame or by nothing, and
 * leaves nothing behind. All runs share a store.
 */
class UdpFuzz {
  private static final int DATAGRAM = 1400;
  private static final int CLIENT_PORT = 40_000;
  private static final InetSocketAddress OWN = InetSocketAddress.createUnresolved("server", 11211);
  private static final StoreRig STORE = new StoreRig(true, "-U11211");
  private static final LoopReads READS = new LoopReads();
  private static final AtomicLong CLOCK = new AtomicLong();
  private static final EmbeddedChannel SOCKET =
      new EmbeddedChannel(new DatagramSocket(STORE.worker(), READS, new DatagramLimit(CLOCK::get)));

  /** Stores a value that is sent from where it lies. */
  private static final byte[] LARGE =
      ("\0\0\0\0\0\1\0\0set l 0 0 40000\r\n" + "x".repeat(40_000) + "\r\n").getBytes(US_ASCII);

  /** Each datagram begins with two bytes for its length and one for its sender's port. */
  @FuzzTest(maxDuration = "5s")
  void datagrams_ofAnyBytes_areAnsweredByWholeMessages(byte[] input) {
    CLOCK.addAndGet(TimeUnit.SECONDS.toNanos(60));
    exchange(LARGE, CLIENT_PORT);
    int at = 0;
    while (at + 3 <= input.length) {
      int length = (input[at] & 0xFF) << 8 | (input[at + 1] & 0xFF);
      int port = (input[at + 2] & 0xFF) << 8 | 1;
      int from = at + 3;
      at = Math.min(input.length, from + length);
      exchange(Arrays.copyOfRange(input, from, at), port);
    }
    STORE.verifyNothingIsLeft();
  }

  private static void exchange(byte[] datagram, int port) {
    InetSocketAddress sender = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    ByteBuf content = Unpooled.directBuffer().writeBytes(datagram);
    SOCKET.writeInbound(new DatagramPacket(content, OWN, sender));
    assertThat(content.refCnt()).isZero();
    int expected = 0;
    int count = 0;
    for (DatagramPacket reply = SOCKET.readOutbound();
        reply != null;
        reply = SOCKET.readOutbound()) {
      assertThat(reply.recipient()).isEqualTo(sender);
      assertThat(port).isGreaterThanOrEqualTo(1024);
      ByteBuf bytes = reply.content();
      assertThat(bytes.readableBytes()).isBetween(DatagramSocket.FRAME + 1, DATAGRAM);
      assertThat(bytes.readShort()).isEqualTo((short) (datagram[0] << 8 | (datagram[1] & 0xFF)));
      assertThat(bytes.readUnsignedShort()).isEqualTo(expected);
      int total = bytes.readUnsignedShort();
      assertThat(expected == 0 || total == count).isTrue();
      assertThat(bytes.readShort()).isZero();
      count = total;
      expected = expected + 1 == total ? 0 : expected + 1;
      assertThat(expected == 0 || bytes.readableBytes() == DATAGRAM - DatagramSocket.FRAME)
          .isTrue();
      reply.release();
    }
    assertThat(expected).isZero();
  }
}
