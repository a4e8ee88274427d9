package dev.memfleet.exporter.dns;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.dns.DefaultDnsRecordDecoder;
import io.netty.handler.codec.dns.DnsRawRecord;
import io.netty.handler.codec.dns.DnsResponse;
import io.netty.handler.codec.dns.DnsSection;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The reply of a name server.
 *
 * @param cutOff whether records are missing because the reply was truncated and TCP failed
 * @param code 0 is success, 3 no such name (NXDOMAIN)
 * @param records of the queried type, including those of the names that an alias leads to
 * @param ttl the shortest time to live among the records of the answer, aliases included; zero
 *     without any
 */
record Reply(boolean cutOff, int code, List<DnsRecord> records, Duration ttl) {
  /**
   * Parses a message.
   *
   * @throws IllegalArgumentException or {@link IndexOutOfBoundsException} for a malformed record
   */
  static Reply of(DnsResponse message, RecordType type) {
    List<DnsRecord> records = new ArrayList<>();
    long ttl = Long.MAX_VALUE;
    for (int i = 0; i < message.count(DnsSection.ANSWER); i++) {
      io.netty.handler.codec.dns.DnsRecord record = message.recordAt(DnsSection.ANSWER, i);
      ttl = Math.min(ttl, record.timeToLive());
      if (record.type().intValue() == type.code() && record instanceof DnsRawRecord raw) {
        ByteBuf data = raw.content().duplicate();
        records.add(type == RecordType.SRV ? service(data) : address(data, type));
      }
    }
    return new Reply(
        message.isTruncated(),
        message.code().intValue(),
        records,
        Duration.ofSeconds(ttl == Long.MAX_VALUE ? 0 : ttl));
  }

  /** An SRV record: {@code priority weight port target}. */
  private static DnsRecord service(ByteBuf data) {
    data.skipBytes(4);
    int port = data.readUnsignedShort();
    String target = DefaultDnsRecordDecoder.decodeName(data).toLowerCase(Locale.ROOT);
    return new DnsRecord(target.substring(0, target.length() - 1), port);
  }

  private static DnsRecord address(ByteBuf data, RecordType type) {
    byte[] bytes = new byte[data.readableBytes()];
    data.readBytes(bytes);
    if (bytes.length != (type == RecordType.A ? 4 : 16)) {
      throw new IllegalArgumentException("an address of " + bytes.length + " bytes");
    }
    try {
      return new DnsRecord(InetAddress.getByAddress(bytes).getHostAddress(), 0);
    } catch (UnknownHostException wrongLength) {
      throw new IllegalArgumentException(wrongLength);
    }
  }
}
