package dev.memfleet.server.session;

import dev.memfleet.server.config.CommandOptions.Protocol;
import dev.memfleet.server.protocol.Next;
import dev.memfleet.server.protocol.ReplyBuffer;
import dev.memfleet.server.protocol.RequestDecoder;
import dev.memfleet.server.protocol.RequestLine;
import dev.memfleet.server.protocol.RequestSink;
import dev.memfleet.server.store.Entry;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * One client's conversation: hands each request to the commands, holds the upload and the replies
 * under way. Confined to its worker's thread.
 */
public final class Session implements RequestSink {
  /** Replies are sent when that many bytes wait. */
  public static final int FULL = 64 << 10;

  /** Larger values are sent from where they lie, piece by piece. */
  public static final int LARGE_VALUE = ValueStream.THRESHOLD;

  private final Worker worker;
  public final ReplyBuffer reply;
  public final Upload upload = new Upload();
  private final Outlet outlet;
  private final RequestDecoder decoder;
  private final ValueStream stream;

  /** Whether the log knows what the client speaks. */
  private boolean negotiated;

  /** Bytes asked for. */
  private long expected;

  /** The rest of a reply too large to be made at once. */
  private @Nullable Continuation continuation;

  /** A reply that comes bit by bit, as the client takes it. */
  public interface Continuation {
    /** Goes on; {@link Next#BLOCKED} when there is more to come. */
    Next resume(Session session);

    /** The client is gone. */
    void abandon();
  }

  public Session(Worker worker, Outlet outlet) {
    this.worker = worker;
    this.outlet = outlet;
    reply = new ReplyBuffer(worker.replies);
    boolean negotiates = worker.settings().options().commands().protocol() == Protocol.AUTO;
    decoder = new RequestDecoder(this, worker.line, negotiates);
    stream = new ValueStream(worker.context.store());
  }

  public RequestDecoder decoder() {
    return decoder;
  }

  /** The connection has its number. */
  public void open() {
    if (verbose()) {
      Protocol protocol = worker.settings().options().commands().protocol();
      negotiated = protocol != Protocol.AUTO;
      VerboseLog.opened(outlet.number(), protocol);
    }
  }

  private boolean verbose() {
    return VerboseLog.isOn(worker.settings());
  }

  private void log(RequestLine line) {
    if (!negotiated) {
      negotiated = true;
      VerboseLog.negotiated(outlet.number());
    }
    VerboseLog.request(outlet.number(), line);
  }

  @Override
  public Next binary() {
    worker.context.services().binaryRefusal().report(outlet.number());
    return Next.CLOSE;
  }

  @Override
  public Next line(RequestLine line) {
    if (verbose()) {
      log(line);
    }
    Next next = worker.handlers.of(line.verb()).handle(this, line);
    return next == Next.REQUEST ? proceed() : next;
  }

  @Override
  public void data(long address, int length) {
    upload.reservation.write(address, length);
  }

  @Override
  public Next dataEnd() {
    upload.end.uploaded(this);
    return proceed();
  }

  /** Appends a small value and its line end. */
  public boolean copyValue(Entry entry, int length) {
    entry.copyValue(reply.reserve(length + 2));
    reply.advance(length + 2);
    return true;
  }

  /**
   * Keeps a large value, to be streamed after its entry is closed.
   *
   * @return whether it was sent at once after all, since too many others keep it
   */
  public boolean pin(Entry entry) {
    long pin = entry.pin();
    if (pin == 0) {
      return copyValue(entry, entry.valueLength());
    }
    stream.start(pin, entry.valueLength() + 2);
    return false;
  }

  /** Drops a value kept. */
  public void unpin() {
    stream.stop();
  }

  /** Streams the value kept, if any; false when the client does not take more. */
  public boolean streamPinned() {
    return stream.send(this);
  }

  /** Sends what has piled up, and waits if the client does not take it. */
  Next proceed() {
    return reply.size() < due() || flush() ? Next.REQUEST : Next.BLOCKED;
  }

  /** Bytes of replies that are due to be sent: any, where the memory for them is scarce. */
  private int due() {
    return worker.replies.scarce() ? 1 : FULL;
  }

  /**
   * Sends all replies made so far.
   *
   * @return whether more may be sent at once
   */
  public boolean flush() {
    ByteBuf bytes = reply.take();
    return bytes == null || outlet.send(bytes);
  }

  /**
   * Sends a piece of a large value, behind all replies made so far.
   *
   * @return whether more may be sent at once
   */
  boolean send(PinnedValue value, int piece) {
    ByteBuf before = reply.take();
    if (before != null) {
      outlet.write(before);
    }
    return outlet.send(value.take(piece), value::release);
  }

  /** Makes the rest of a reply as the client takes it. */
  public Next answer(Continuation rest) {
    Next next = rest.resume(this);
    if (next == Next.BLOCKED) {
      continuation = rest;
    }
    return next;
  }

  /** Lets a reply under way go on; to be called when more may be sent. */
  public void resume() {
    Continuation rest = continuation;
    continuation = null;
    decoder.resume(rest == null ? Next.REQUEST : answer(rest));
  }

  public Outlet outlet() {
    return outlet;
  }

  /** Whether replies wait for the requests after them. */
  public boolean replying() {
    return reply.size() > 0;
  }

  public Next reply(byte[] words) {
    return reply(words, false);
  }

  public Next reply(String words) {
    return reply(ReplyBuffer.ascii(words + "\r\n"), false);
  }

  /** Answers unless the line ends in {@code noreply}. */
  public Next reply(RequestLine line, byte[] words) {
    return reply(words, line.endsInNoreply());
  }

  /** Answers with a number unless the line ends in {@code noreply}. */
  public Next reply(RequestLine line, long number) {
    boolean quiet = line.endsInNoreply();
    if (verbose()) {
      VerboseLog.reply(outlet.number(), ReplyBuffer.ascii(Long.toUnsignedString(number)), quiet);
    }
    if (!quiet) {
      reply.number(number).lineEnd();
    }
    return Next.REQUEST;
  }

  /** Answers, unless quietly, with one line. */
  public Next reply(byte[] words, boolean quiet) {
    if (verbose()) {
      VerboseLog.reply(outlet.number(), words, quiet);
    }
    if (!quiet) {
      reply.append(words);
    }
    return Next.REQUEST;
  }

  /** Notes that an item's value is about to be sent. */
  public void sending(RequestLine line, int token) {
    if (verbose()) {
      VerboseLog.sending(outlet.number(), line, token);
    }
  }

  /** Asks for this many bytes of a value. */
  public Next receive(long bytes) {
    expected = bytes;
    return Next.DATA;
  }

  /** Has this many bytes passed over. */
  public Next passOver(long bytes) {
    expected = bytes;
    return Next.SWALLOW;
  }

  @Override
  public long expected() {
    return expected;
  }

  /** Refuses a request whose value, and the line end behind it, is to be passed over. */
  public Next refuse(byte[] words, long valueLength, boolean quiet) {
    reply(words, quiet);
    return passOver(valueLength + 2);
  }

  /** A line for handlers that take up a request again. */
  public RequestLine line() {
    return worker.line;
  }

  /** The client is gone: gives back what the session holds. */
  public void close() {
    if (verbose() && outlet.number() >= 0) {
      VerboseLog.closed(outlet.number());
    }
    if (upload.reservation.held()) {
      worker.context.items().abandon(upload.reservation);
    }
    stream.stop();
    Continuation rest = continuation;
    continuation = null;
    if (rest != null) {
      rest.abandon();
    }
    ByteBuf bytes = reply.take();
    if (bytes != null) {
      bytes.release();
    }
  }
}
