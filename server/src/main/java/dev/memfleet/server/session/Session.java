package dev.memfleet.server.session;

import dev.memfleet.server.config.CommandOptions.Protocol;
import dev.memfleet.server.protocol.BinaryRequest;
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

  /** Bytes behind a value in the store. */
  public static final int LINE_END = 2;

  private static final Continuation STREAM =
      new Continuation() {
        @Override
        public Next resume(Session session) {
          return session.streamPinned() ? Next.REQUEST : Next.BLOCKED;
        }

        @Override
        public void abandon() {}
      };

  private final Worker worker;
  public final ReplyBuffer reply;
  public final Upload upload = new Upload();
  private final Outlet outlet;
  private final RequestDecoder decoder;
  private final ValueStream stream;

  /** Whether the client may do what it likes: it has logged in, or need not. */
  private boolean authenticated;

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
    decoder = new RequestDecoder(this, worker.line, worker.request);
    Protocol protocol = protocol();
    if (protocol != Protocol.AUTO) {
      decoder.speak(protocol == Protocol.BINARY);
    }
    authenticated = worker.context.services().users() == null;
    stream = new ValueStream(worker.context.store());
  }

  public boolean authenticated() {
    return authenticated;
  }

  /** The client has logged in, or is no longer. */
  public void authenticated(boolean yes) {
    authenticated = yes;
  }

  public RequestDecoder decoder() {
    return decoder;
  }

  /** The connection has its number. */
  public void open() {
    if (verbose()) {
      VerboseLog.opened(outlet.number(), protocol());
    }
  }

  private Protocol protocol() {
    return worker.settings().options().commands().protocol();
  }

  private boolean verbose() {
    return VerboseLog.isOn(worker.settings());
  }

  @Override
  public void negotiated(boolean binary) {
    if (verbose()) {
      VerboseLog.negotiated(outlet.number(), binary);
    }
  }

  @Override
  public Next request(BinaryRequest request) {
    if (verbose()) {
      VerboseLog.request(outlet.number(), request);
    }
    Next next = worker.handlers.answer(this, request);
    return next == Next.REQUEST ? proceed() : next;
  }

  @Override
  public Next line(RequestLine line) {
    if (verbose()) {
      VerboseLog.request(outlet.number(), line);
    }
    Handler handler = authenticated ? worker.handlers.of(line.verb()) : worker.handlers.login();
    Next next = handler.handle(this, line);
    return next == Next.REQUEST ? proceed() : next;
  }

  @Override
  public void data(long address, int length) {
    upload.write(address, length);
  }

  @Override
  public Next dataEnd() {
    Next next = upload.end.uploaded(this);
    return next == Next.REQUEST ? proceed() : next;
  }

  /**
   * Appends a small value and as many bytes of its line end; keeps a large one, to be streamed
   * after its entry is closed.
   *
   * @return false for a value kept
   */
  public boolean value(Entry entry, int lineEnd) {
    int length = entry.valueLength();
    if (length > LARGE_VALUE) {
      long pin = entry.pin();
      if (pin != 0) { // else too many others keep it
        stream.start(pin, length + lineEnd);
        return false;
      }
    }
    entry.copyValue(reply.reserve(length + LINE_END));
    reply.advance(length + lineEnd);
    return true;
  }

  /** Streams the value kept, then goes on with the next request. */
  public Next streamed() {
    return answer(STREAM);
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
  boolean send(PinnedValue value, int piece, int bytes) {
    ByteBuf before = reply.take();
    if (before != null) {
      outlet.write(before);
    }
    return outlet.send(value.take(piece, bytes), value::release);
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

  /** Notes that the last bytes of the reply are the header of a response. */
  public void noteResponse(int header) {
    if (verbose()) {
      VerboseLog.response(outlet.number(), i -> reply.at(reply.size() - header + i));
    }
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
