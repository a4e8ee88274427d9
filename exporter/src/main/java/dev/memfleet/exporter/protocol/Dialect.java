package dev.memfleet.exporter.protocol;

import static java.nio.charset.StandardCharsets.US_ASCII;

/** How a node is spoken to: the requests and what reads their answers. */
public enum Dialect {
  /** What every node understands unless it wants SASL. */
  TEXT {
    @Override
    public byte[] request(Section section) {
      return section.request().getBytes(US_ASCII);
    }

    @Override
    public AnswerParser parser(AnswerMemory memory) {
      return new StatsParser(memory);
    }

    @Override
    public byte[] version() {
      return "version\r\n".getBytes(US_ASCII);
    }

    @Override
    public boolean isAnswer(byte[] received) {
      return new String(received, US_ASCII).indexOf('\n') >= 0;
    }
  },

  /** All that a node understands that wants SASL. */
  BINARY {
    @Override
    public byte[] request(Section section) {
      String key = section == Section.STATS ? "" : section.label();
      return BinaryPacket.request(BinaryPacket.STAT, key, new byte[0]);
    }

    @Override
    public AnswerParser parser(AnswerMemory memory) {
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
  };

  /** Asks for a section of the stats. */
  public abstract byte[] request(Section section);

  /** Reads the answer to {@link #request}. */
  public abstract AnswerParser parser(AnswerMemory memory);

  /** Asks for the version: the smallest of requests. */
  public abstract byte[] version();

  /** Whether this is an answer to {@link #version}, be it an error. */
  public abstract boolean isAnswer(byte[] received);
}
