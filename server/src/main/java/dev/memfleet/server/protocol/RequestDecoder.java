package dev.memfleet.server.protocol;

/**
 * Cuts a connection's bytes into requests and values, in place: lines of text and meta commands, or
 * binary requests. A connection speaks one of them, which its first byte may decide. It keeps
 * nothing of a buffer between calls but its place in the stream, so the caller shows unused bytes
 * again, with more behind them.
 */
public final class RequestDecoder {
  /** A longer line without an end is no line, unless it is a retrieval of many keys. */
  static final int MAX_LINE = 2048;

  /** Spaces that may lead such a retrieval. */
  private static final int MAX_LEADING_SPACES = 100;

  private enum State {
    START,
    LINE,
    BINARY,
    DATA,
    SWALLOW,
    BLOCKED,
    CLOSED
  }

  private final RequestSink sink;
  private final RequestLine line;
  private final BinaryRequest request;

  /** Whether requests are binary; in {@link State#START} not yet known. */
  private boolean binary;

  private State state;
  private long position;
  private long end;

  /** Bytes behind {@link #position} known to hold no line end. */
  private int scanned;

  /** Bytes of the value still to come. */
  private long remaining;

  private int budget;

  /**
   * A decoder for one connection, whose first byte decides what it speaks.
   *
   * @param line to be used for lines
   * @param request to be used for binary requests
   */
  public RequestDecoder(RequestSink sink, RequestLine line, BinaryRequest request) {
    this.sink = sink;
    this.line = line;
    this.request = request;
    state = State.START;
  }

  /** Has the connection speak one protocol from the start. */
  public void speak(boolean binaryOnly) {
    binary = binaryOnly;
    state = binary ? State.BINARY : State.LINE;
  }

  /**
   * Decodes as many requests as are complete, blocked on by the sink, or within the budget.
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
      case BLOCKED, CLOSED -> false;
    };
  }

  /** The connection's first byte, which stays. */
  private boolean decodeStart() {
    if (position == end) {
      return false;
    }
    binary = Bytes.get(position) == BinaryRequest.MAGIC;
    sink.negotiated(binary);
    go(Next.REQUEST);
    return true;
  }

  /** {@code <verb> <word>*\r\n}, where a bare {@code \n} ends a line too. */
  private boolean decodeLine() {
    long newline = Bytes.find((byte) '\n', position + scanned, end);
    if (newline == end) {
      scanned = (int) (end - position);
      if (scanned > MAX_LINE && !retrievesMany()) {
        state = State.CLOSED;
      }
      return false;
    }
    long last = newline > position && Bytes.get(newline - 1) == '\r' ? newline - 1 : newline;
    line.set(position, last);
    position = newline + 1;
    scanned = 0;
    budget--;
    go(sink.line(line));
    return true;
  }

  /** {@code <24 bytes of header><extras><key>}; a value is taken piece by piece. */
  private boolean decodeBinary() {
    long available = end - position;
    if (available > 0 && Bytes.get(position) != BinaryRequest.MAGIC) {
      state = State.CLOSED;
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
    go(sink.request(request));
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

  /** A value, of a length known from the request. */
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
    go(sink.dataEnd());
    return true;
  }

  /** Bytes of a refused value. */
  private boolean decodeSwallow() {
    long part = Math.min(remaining, end - position);
    position += part;
    remaining -= part;
    if (remaining > 0) {
      return false;
    }
    go(Next.REQUEST);
    return true;
  }

  private void go(Next next) {
    switch (next) {
      case REQUEST -> state = binary ? State.BINARY : State.LINE;
      case DATA -> {
        state = State.DATA;
        remaining = sink.expected();
      }
      case SWALLOW -> {
        state = State.SWALLOW;
        remaining = sink.expected();
      }
      case BLOCKED -> state = State.BLOCKED;
      case CLOSE -> state = State.CLOSED;
    }
  }

  /** Goes on as the sink, no longer blocked, says. */
  public void resume(Next next) {
    go(next);
  }

  /** Whether requests remain that the budget did not allow. */
  public boolean exhausted() {
    return budget == 0 && (state == State.LINE || state == State.BINARY);
  }

  /** Requests that may still be decoded of the budget last given. */
  public int budget() {
    return budget;
  }

  public boolean blocked() {
    return state == State.BLOCKED;
  }

  public boolean closed() {
    return state == State.CLOSED;
  }

  /** Whether a value is on its way. */
  public boolean receivingData() {
    return state == State.DATA || state == State.SWALLOW;
  }
}
