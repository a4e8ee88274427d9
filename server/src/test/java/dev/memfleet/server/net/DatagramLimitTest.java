package dev.memfleet.server.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DatagramLimitTest {
  private static final long SECOND = 1_000_000_000;

  private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - SECOND);
  private final DatagramLimit limit = new DatagramLimit(clock::get);

  private static InetAddress address(String text) throws UnknownHostException {
    return InetAddress.getByName(text);
  }

  /** How many bytes are allowed now, in pieces of 1 KiB. */
  private int allowed(InetAddress address) {
    int bytes = 0;
    while (limit.allows(address, 1024)) {
      bytes += 1024;
    }
    return bytes;
  }

  @Test
  void address_withoutConnection_getsTheBurst_thenTheRate() throws Exception {
    InetAddress client = address("192.0.2.1");
    assertThat(allowed(client)).isEqualTo(DatagramLimit.BURST);
    clock.addAndGet(SECOND / 2);
    assertThat(allowed(client)).isEqualTo(DatagramLimit.BYTES_PER_SECOND / 2);
    clock.addAndGet(60 * SECOND);
    assertThat(allowed(client)).isEqualTo(DatagramLimit.BURST);
  }

  @Test
  void reply_overTheBurst_isRefused_andCostsNothing() throws Exception {
    InetAddress client = address("192.0.2.1");
    assertThat(limit.allows(client, DatagramLimit.BURST + 1)).isFalse();
    assertThat(limit.allows(client, DatagramLimit.BURST)).isTrue();
  }

  @Test
  void address_isUnlimited_whileAnyOfItsConnectionsIsOpen() throws Exception {
    InetAddress client = address("192.0.2.1");
    limit.opened(client);
    limit.opened(client);
    limit.closed(client);
    for (int i = 0; i < 10; i++) {
      assertThat(limit.allows(client, DatagramLimit.BURST)).isTrue();
    }
    limit.closed(client);
    assertThat(allowed(client)).isEqualTo(DatagramLimit.BURST);
  }

  @Test
  void addresses_ofMostHashes_haveBucketsOfTheirOwn() throws Exception {
    int full = 0;
    for (int i = 0; i < 100; i++) {
      full += allowed(address("192.0.2." + i)) == DatagramLimit.BURST ? 1 : 0;
    }
    assertThat(full).isGreaterThan(80);
  }

  @Test
  void addresses_ofOneNetworkOfIpv6_shareABucket() throws Exception {
    assertThat(allowed(address("2001:db8::1"))).isEqualTo(DatagramLimit.BURST);
    assertThat(allowed(address("2001:db8::2:1"))).isZero();
  }
}
