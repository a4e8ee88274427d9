package dev.memfleet.exporter.protocol;

import static java.nio.charset.StandardCharsets.US_ASCII;

import org.jspecify.annotations.Nullable;

/** The protocol of a node: its requests, and the parsers of its answers. */
public enum Dialect {
  /** The text protocol, which every node understands unless it requires SASL. */
  TEXT {
    @Override
    public byte[] request(Section section) {
      return section.request().getBytes(US_ASCII);
    }

    @Override
    public AnswerParser parser(Section section, AnswerMemory memory) {
      return new StatsParser(section, memory);
    }

    @Override
    public byte[] version() {
      return "version\r\n".getBytes(US_ASCII);
    }

    @Override
    public boolean isAnswer(byte[] received) {
      return new String(received, US_ASCII).indexOf('\n') >= 0;
    }

    @Override
    public byte[] flush(int delaySeconds) {
      String delay = delaySeconds == 0 ? "" : " " + delaySeconds;
      return ("flush_all" + delay + "\r\n").getBytes(US_ASCII);
    }

    @Override
    public @Nullable String flushAnswer(byte[] received) throws ProtocolException {
      int end = new String(received, US_ASCII).indexOf('\n');
      if (end < 0 && received.length <= MAX_FLUSH_ANSWER) {
        return null;
      }
      String line = new String(received, 0, end < 0 ? received.length : end, US_ASCII).strip();
      return line.equals("OK") ? "" : Printable.of(line);
    }

    @Override
    public byte[] item(ItemCommand command, String key, String value) {
      return command.text(key, value).getBytes(US_ASCII);
    }

    @Override
    public @Nullable String itemAnswer(
        ItemCommand command, String key, String value, byte[] received) throws ProtocolException {
      return command.textAnswer(key, value, received);
    }
  },

  /** The binary protocol, the only one that a node with SASL understands. */
  BINARY {
    @Override
    public byte[] request(Section section) {
      return BinaryPacket.request(BinaryPacket.STAT, section.subcommand(), new byte[0]);
    }

    @Override
    public AnswerParser parser(Section section, AnswerMemory memory) {
      return new BinaryStatsParser(memory);
    }

    @Override
    public byte[] version() {
      return BinaryPacket.request(BinaryPacket.VERSION, "", new byte[0]);
    }

    @Override
    public boolean isAnswer(byte[] received) {
      return received.length >= BinaryPacket.HEADER && received[0] == BinaryPacket.ANSWER;
    }

    @Override
    public byte[] flush(int delaySeconds) {
      return BinaryPacket.flush(delaySeconds);
    }

    @Override
    public @Nullable String flushAnswer(byte[] received) throws ProtocolException {
      if (received.length < BinaryPacket.HEADER) {
        return null;
      }
      BinaryPacket packet = new BinaryPacket(received, 0);
      packet.check(BinaryPacket.FLUSH, MAX_FLUSH_ANSWER);
      if (received.length < packet.end()) {
        return null;
      }
      return packet.status() == BinaryPacket.OK
          ? ""
          : "status %d %s".formatted(packet.status(), Printable.of(packet.value())).strip();
    }

    @Override
    public byte[] item(ItemCommand command, String key, String value) {
      return command.packet(key, value);
    }

    @Override
    public @Nullable String itemAnswer(
        ItemCommand command, String key, String value, byte[] received) throws ProtocolException {
      return command.packetAnswer(value, received);
    }
  };

  private static final int MAX_FLUSH_ANSWER = 1024;

  /** The request for a section of the stats. */
  public abstract byte[] request(Section section);

  /** A parser for the answer to {@link #request} for this section. */
  public abstract AnswerParser parser(Section section, AnswerMemory memory);

  /** The request for the version, the smallest one. */
  public abstract byte[] version();

  /** Whether this is an answer to {@link #version}; an error counts as one. */
  public abstract boolean isAnswer(byte[] received);

  /** The request to drop all items, now or after a delay. */
  public abstract byte[] flush(int delaySeconds);

  /**
   * Parses the answer to {@link #flush}.
   *
   * @return null while it is incomplete, empty on success, else the refusal
   */
  public abstract @Nullable String flushAnswer(byte[] received) throws ProtocolException;

  /** The request for a command on one item; the key and the value have ASCII letters only. */
  public abstract byte[] item(ItemCommand command, String key, String value);

  /**
   * Parses the answer to {@link #item}.
   *
   * @return null while it is incomplete; then why it is no success, empty on success
   */
  public abstract @Nullable String itemAnswer(
      ItemCommand command, String key, String value, byte[] received) throws ProtocolException;
}
