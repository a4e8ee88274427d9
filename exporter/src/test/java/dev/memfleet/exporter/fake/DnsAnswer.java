package dev.memfleet.exporter.fake;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;

/** A name server's message, put together record by record. */
public final class DnsAnswer {
  private static final int TRUNCATED = 0x0200;

  private final byte[] query;
  private final ByteArrayOutputStream records = new ByteArrayOutputStream();
  private int count;
  private int flags = 0x8180;

  /**
   * @param query whose id and question are repeated
   */
  public DnsAnswer(byte[] query) {
    this.query = query.clone();
  }

  public DnsAnswer code(int code) {
    flags = (flags & 0xfff0) | code;
    return this;
  }

  public DnsAnswer truncated() {
    flags |= TRUNCATED;
    return this;
  }

  /** An A or AAAA record. */
  public DnsAnswer address(String ip, int ttlSeconds) {
    try {
      byte[] data = InetAddress.getByName(ip).getAddress();
      return record(data.length == 4 ? 1 : 28, ttlSeconds, data);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }

  public DnsAnswer service(String target, int port, int ttlSeconds) {
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    data.writeBytes(new byte[] {0, 1, 0, 2});
    writeShort(data, port);
    data.writeBytes(name(target));
    return record(33, ttlSeconds, data.toByteArray());
  }

  public DnsAnswer alias(String target, int ttlSeconds) {
    return record(5, ttlSeconds, name(target));
  }

  /** A record of the name that was asked for. */
  public DnsAnswer record(int type, int ttlSeconds, byte[] data) {
    writeShort(records, 0xc00c);
    writeShort(records, type);
    writeShort(records, 1);
    writeShort(records, ttlSeconds >> 16);
    writeShort(records, ttlSeconds);
    writeShort(records, data.length);
    records.writeBytes(data);
    count++;
    return this;
  }

  private static byte[] name(String name) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (String label : name.split("\\.", -1)) {
      if (!label.isEmpty()) {
        out.write(label.length());
        out.writeBytes(label.getBytes(StandardCharsets.US_ASCII));
      }
    }
    out.write(0);
    return out.toByteArray();
  }

  public byte[] encode() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(query, 0, 2);
    for (int number : new int[] {flags, 1, count, 0, 0}) {
      writeShort(out, number);
    }
    out.write(query, 12, query.length - 12);
    out.writeBytes(records.toByteArray());
    return out.toByteArray();
  }

  private static void writeShort(ByteArrayOutputStream out, int number) {
    out.write(number >> 8);
    out.write(number);
  }
}
