package dev.memfleet.server.protocol;

import dev.memfleet.server.memory.Bytes;

/**
 * Splits a connection's bytes, in place, into requests and values: lines of text and meta commands,
 * or binary requests. A connection uses one of them, which its first byte may decide. Between calls
 * the decoder keeps only its position in the stream, so the caller passes unused bytes again, with
 * more behind them.
 */
public final class RequestDecoder {
  /** Longest line without an end, unless it is a retrieval of many keys. */
  static final int MAX_LINE = 2048;

  /** Most spaces before such a retrieval. */
  private static final int MAX_LEADING_SPACES = 100;

  private enum State {
    START,
    LINE,
    BINARY,
    DATA,
    SWALLOW,
    BLOCKED,
    CLOSED,
    FAILED
  }

  private final RequestSink sink;
  private final RequestLine line;
  private final BinaryRequest request;

  /** Whether requests are binary; not yet known in {@link State#START}. */
  private boolean binary;

  private State state;
  private long position;
  private long end;

  /** Bytes after {@link #position} known to contain no line end. */
  private int scanned;

  /** Bytes of the value still to come. */
  private long remaining;

  private int budget;

  /**
   * A decoder for one connection, whose first byte decides the protocol.
   *
   * @param line reused for all lines
   * @param request reused for all binary requests
   */
  public RequestDecoder(RequestSink sink, RequestLine line, BinaryRequest request) {
    this.sink = sink;
    this.line = line;
    this.request = request;
    state = State.START;
  }

  /** Sets the protocol, without waiting for the first byte. */
  public void setProtocol(boolean binaryOnly) {
    binary = binaryOnly;
    state = binary ? State.BINARY : State.LINE;
  }

  /**
   * Decodes requests until the bytes end, the sink blocks or the budget is used up.
   *
   * @return bytes used
   */
  public int decode(long address, int length, int maxRequests) {
    position = address;
    end = address + length;
    budget = maxRequests;
    while (step()) {}
    return (int) (position - address);
  }

  private boolean step() {
    return switch (state) {
      case START -> decodeStart();
      case LINE -> budget > 0 && decodeLine();
      case BINARY -> budget > 0 && decodeBinary();
      case DATA -> decodeData();
      case SWALLOW -> decodeSwallow();
      case BLOCKED, CLOSED, FAILED -> false;
    };
  }

  /** Reads the protocol from the connection's first byte, without consuming it. */
  private boolean decodeStart() {
    if (position == end) {
      return false;
    }
    binary = Bytes.get(position) == BinaryRequest.MAGIC;
    sink.negotiated(binary);
    transition(Next.REQUEST);
    return true;
  }

  /** {@code <verb> <word>*\r\n}; a bare {@code \n} ends a line too. */
  private boolean decodeLine() {
    long newline = Bytes.find((byte) '\n', position + scanned, end);
    if (newline == end) {
      scanned = (int) (end - position);
      if (scanned > MAX_LINE && !retrievesMany()) {
        state = State.FAILED;
      }
      return false;
    }
    long last = newline > position && Bytes.get(newline - 1) == '\r' ? newline - 1 : newline;
    line.set(position, last);
    position = newline + 1;
    scanned = 0;
    budget--;
    transition(sink.line(line));
    return true;
  }

  /** {@code <24 bytes of header><extras><key>}; the value follows in pieces. */
  private boolean decodeBinary() {
    long available = end - position;
    if (available > 0 && Bytes.get(position) != BinaryRequest.MAGIC) {
      state = State.FAILED;
      return false;
    }
    if (available < BinaryRequest.HEADER) {
      return false;
    }
    request.set(position);
    if (available < request.headLength()) {
      return false;
    }
    position += request.headLength();
    budget--;
    transition(sink.request(request));
    return true;
  }

  private boolean retrievesMany() {
    long start = position;
    while (start < end && Bytes.get(start) == ' ') {
      start++;
    }
    int rest = (int) (end - start);
    return start - position <= MAX_LEADING_SPACES
        && (Bytes.startsWith(start, rest, "get ") || Bytes.startsWith(start, rest, "gets "));
  }

  /** A value, whose length the request has given. */
  private boolean decodeData() {
    int part = (int) Math.min(remaining, end - position);
    if (part > 0) {
      sink.data(position, part);
      position += part;
      remaining -= part;
    }
    if (remaining > 0) {
      return false;
    }
    transition(sink.dataEnd());
    return true;
  }

  /** The bytes of a refused value. */
  private boolean decodeSwallow() {
    long part = Math.min(remaining, end - position);
    position += part;
    remaining -= part;
    if (remaining > 0) {
      return false;
    }
    transition(Next.REQUEST);
    return true;
  }

  private void transition(Next next) {
    switch (next) {
      case REQUEST -> enter(binary ? State.BINARY : State.LINE);
      case DATA -> {
        enter(State.DATA);
        remaining = sink.expected();
      }
      case SWALLOW -> {
        enter(State.SWALLOW);
        remaining = sink.expected();
      }
      case BLOCKED -> enter(State.BLOCKED);
      case CLOSE -> enter(State.CLOSED);
      case FAIL -> enter(State.FAILED);
    }
  }

  /** Stores a new state; an unchanged one is not stored, because G1 puts a fence after it. */
  private void enter(State next) {
    if (state != next) {
      state = next;
    }
  }

  /** Continues as the sink says, once it is no longer blocked. */
  public void resume(Next next) {
    transition(next);
  }

  /** Whether the budget is used up, so that complete requests may be left undecoded. */
  public boolean exhausted() {
    return budget == 0 && (state == State.LINE || state == State.BINARY);
  }

  /** Requests left in the current budget. */
  public int budget() {
    return budget;
  }

  public boolean blocked() {
    return state == State.BLOCKED;
  }

  /** Whether the connection must be closed. */
  public boolean closed() {
    return state == State.CLOSED || failed();
  }

  /** Whether the connection must be closed because the client does not speak the protocol. */
  public boolean failed() {
    return state == State.FAILED;
  }

  /** Whether a value is being received. */
  public boolean receivingData() {
    return state == State.DATA || state == State.SWALLOW;
  }

  /** Whether a refused value is being skipped. */
  public boolean skippingData() {
    return state == State.SWALLOW;
  }
}
