package dev.memfleet.exporter.protocol;

/**
 * Parses one answer to the binary protocol's {@code stat}: one packet per stat, with the name as
 * key, and an empty packet at the end. An error is a single packet with another status.
 */
final class BinaryStatsParser extends AnswerParser {
  BinaryStatsParser(AnswerMemory memory) {
    super(memory);
  }

  @Override
  void read() throws ProtocolException {
    while (reply() == null && length - unread >= BinaryPacket.HEADER) {
      BinaryPacket next = new BinaryPacket(bytes, unread);
      next.check(BinaryPacket.STAT, MAX_LINE);
      if (next.end() > length) {
        return;
      }
      packet(next);
    }
  }

  private void packet(BinaryPacket packet) throws ProtocolException {
    readTo(packet.end());
    if (packet.status() != BinaryPacket.OK) {
      refused("status 0x%02x: %s".formatted(packet.status(), Printable.of(packet.value())));
    } else if (packet.end() == packet.keyStart()) {
      end();
    } else {
      stat(packet.keyStart(), packet.valueStart(), packet.valueStart(), packet.end());
    }
  }
}
