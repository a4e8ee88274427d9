package dev.memfleet.server.session;

import dev.memfleet.server.config.CommandOptions.Protocol;
import dev.memfleet.server.protocol.BinaryRequest;
import dev.memfleet.server.protocol.Next;
import dev.memfleet.server.protocol.Replies;
import dev.memfleet.server.protocol.ReplyBuffer;
import dev.memfleet.server.protocol.RequestDecoder;
import dev.memfleet.server.protocol.RequestLine;
import dev.memfleet.server.protocol.RequestSink;
import dev.memfleet.server.store.Entry;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/**
 * One client's session: passes each request to the commands, holds the current upload and the
 * unsent replies. Confined to its worker's thread.
 */
public final class Session implements RequestSink {
  /** Size of the unsent replies, in bytes, at which they are sent. */
  public static final int FULL = 64 << 10;

  /** Larger values are sent from their place in the store, piece by piece. */
  public static final int LARGE_VALUE = ValueStream.THRESHOLD;

  /** Bytes of the line end after each value in the store. */
  public static final int LINE_END = 2;

  private static final Continuation STREAM =
      new Continuation() {
        @Override
        public Next resume(Session session) {
          return session.sendMade() ? Next.REQUEST : Next.BLOCKED;
        }

        @Override
        public void abandon() {}
      };

  private final Worker worker;
  public final ReplyBuffer reply;
  public final Upload upload = new Upload();
  private final SessionOutput output;
  private final RequestDecoder decoder;
  private final ValueStream stream;

  /** Whether all commands are allowed: the client has logged in, or need not. */
  private boolean authenticated;

  /** Whether a piece of a large value is queued to be sent with the next bytes. */
  private boolean queued;

  /** Whether the unsent replies include that of a text retrieval. */
  private boolean retrieved;

  /** Bytes to receive or to skip. */
  private long expected;

  /** Handles what is being received. */
  private Received received = session -> Next.REQUEST;

  private @Nullable LoginMessage login;
  private @Nullable KeptFlags keptFlags;

  /** The rest of a reply that is made as the client takes it. */
  private @Nullable Continuation continuation;

  /** Handles a complete value or login message. */
  public interface Received {
    Next received(Session session);
  }

  /** A reply that is made in parts, at the pace at which the client reads. */
  public interface Continuation {
    /** Makes the next part; {@link Next#BLOCKED} when more must follow. */
    Next resume(Session session);

    /** Called when the client is gone. */
    void abandon();

    /** Whether the reply never ends, so that further requests are ignored. */
    default boolean isEndless() {
      return false;
    }
  }

  public Session(Worker worker, SessionOutput output) {
    this.worker = worker;
    this.output = output;
    reply = new ReplyBuffer(worker.replies);
    decoder = new RequestDecoder(this, worker.line, worker.request);
    Protocol protocol = protocol();
    if (protocol != Protocol.AUTO) {
      decoder.setProtocol(protocol == Protocol.BINARY);
    }
    authenticated = worker.context.services().users() == null;
    stream = new ValueStream(worker.context.store());
  }

  public boolean authenticated() {
    return authenticated;
  }

  /** Sets whether the client is logged in. */
  public void authenticated(boolean yes) {
    authenticated = yes;
  }

  public RequestDecoder decoder() {
    return decoder;
  }

  /** Called when the connection has its number. */
  public void open() {
    if (verbose()) {
      VerboseLog.opened(output.number(), protocol());
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
      VerboseLog.negotiated(output.number(), binary);
    }
  }

  @Override
  public Next request(BinaryRequest request) {
    if (verbose()) {
      VerboseLog.request(output.number(), request);
    }
    identifyInEvents();
    Next next = worker.handlers.answer(this, request);
    return next == Next.REQUEST ? proceed() : next;
  }

  @Override
  public Next line(RequestLine line) {
    if (verbose()) {
      VerboseLog.request(output.number(), line);
    }
    identifyInEvents();
    if (worker.events.watchesCommands()) {
      worker.events.command(line.text());
    }
    Next next =
        authenticated
            ? worker.handlers.answer(this, line)
            : worker.handlers.answerBeforeLogin(this, line);
    return next == Next.REQUEST ? proceed() : next;
  }

  @Override
  public void data(long address, int length) {
    if (upload.reservation().held()) {
      upload.reservation().write(address, length);
    } else {
      login().write(address, length);
    }
  }

  /** Names the connection in the events that follow. */
  private void identifyInEvents() {
    if (worker.events.active()) {
      worker.events.serving(output.number());
    }
  }

  @Override
  public Next dataEnd() {
    identifyInEvents();
    Next next = received.received(this);
    return next == Next.REQUEST ? proceed() : next;
  }

  /**
   * Appends a small value and this many bytes of its line end; pins a large one, to be streamed
   * after its entry is closed.
   *
   * @return false if the value was pinned
   */
  public boolean value(Entry entry, int lineEnd) {
    int length = entry.valueLength();
    if (length > LARGE_VALUE) {
      long pin = entry.pin();
      if (pin != 0) { // else it has too many holders
        stream.start(pin, length + lineEnd);
        return false;
      }
    }
    entry.copyValue(reply.reserve(length + LINE_END));
    reply.advance(length + lineEnd);
    return true;
  }

  /** Streams the pinned value, then continues with the next request. */
  public Next streamed() {
    return answer(STREAM);
  }

  /** Drops the pinned value. */
  public void unpin() {
    stream.stop();
  }

  /**
   * Sends the pinned value, if any, and the replies once enough have accumulated.
   *
   * @return false when the client takes no more, so that the rest of the reply has to wait
   */
  public boolean sendMade() {
    return stream.send(this) && proceed() == Next.REQUEST;
  }

  /**
   * Sends the replies once enough have accumulated; {@link Next#BLOCKED} if the client does not
   * read them.
   */
  Next proceed() {
    return reply.size() < due() || flush() ? Next.REQUEST : Next.BLOCKED;
  }

  /**
   * Size of the unsent replies, in bytes, at which they are sent: 1 if memory for them is scarce.
   */
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
    retrieved = false;
    if (bytes == null && !queued) {
      return true;
    }
    queued = false;
    return output.send(bytes == null ? Unpooled.EMPTY_BUFFER : bytes);
  }

  /**
   * Queues a piece of a large value, behind all replies made so far, so that it is sent together
   * with the end of its reply.
   *
   * @return whether more may be queued; if not, all of it is being sent
   */
  boolean write(PinnedValue value, int piece, int bytes) {
    ByteBuf before = reply.take();
    if (before != null) {
      output.write(before);
    }
    queued = output.write(value.take(piece, bytes));
    return queued;
  }

  /** Waits until the client takes more, then continues with the rest of a reply. */
  public Next await(Continuation rest) {
    continuation = rest;
    return Next.BLOCKED;
  }

  /** Answers with a reply that is made as the client takes it. */
  public Next answer(Continuation rest) {
    Next next = rest.resume(this);
    return next == Next.BLOCKED ? await(rest) : next;
  }

  /** Continues the current reply; to be called when more may be sent. */
  public void resume() {
    identifyInEvents();
    Continuation rest = continuation;
    continuation = null;
    decoder.resume(rest == null ? Next.REQUEST : answer(rest));
  }

  /** Whether a reply without an end is being made; from any thread. */
  public boolean isWatching() {
    Continuation rest = continuation;
    return rest != null && rest.isEndless();
  }

  public SessionOutput output() {
    return output;
  }

  /**
   * Whether the unsent replies are sent although an upload is incomplete: those of text retrievals,
   * as in memcached, and large values. Others wait for the end of the upload.
   */
  public boolean sendsDuringUpload() {
    return queued || retrieved;
  }

  /** Ends the reply of a text retrieval. */
  public Next endRetrieval() {
    retrieved = true;
    return reply(Replies.END);
  }

  /** Whether replies are waiting to be sent. */
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
      VerboseLog.reply(output.number(), ReplyBuffer.ascii(Long.toUnsignedString(number)), quiet);
    }
    if (!quiet) {
      reply.number(number).lineEnd();
    }
    return Next.REQUEST;
  }

  /** Answers with one line, unless the request is quiet. */
  public Next reply(byte[] words, boolean quiet) {
    if (verbose()) {
      VerboseLog.reply(output.number(), words, quiet);
    }
    if (!quiet) {
      reply.append(words);
    }
    return Next.REQUEST;
  }

  /** Logs the header of a binary response: the last bytes of the reply. */
  public void noteResponse(int header) {
    if (verbose()) {
      VerboseLog.response(output.number(), i -> reply.at(reply.size() - header + i));
    }
  }

  /** Logs that an item's value is about to be sent. */
  public void sending(RequestLine line, int token) {
    if (verbose()) {
      VerboseLog.sending(output.number(), line, token);
    }
  }

  /** The message of this client's login. */
  public LoginMessage login() {
    LoginMessage message = login;
    if (message == null) {
      message = new LoginMessage();
      login = message;
    }
    return message;
  }

  /** The flags that the reply to this client's {@code ms} repeats. */
  public KeptFlags keptFlags() {
    KeptFlags flags = keptFlags;
    if (flags == null) {
      flags = new KeptFlags();
      keptFlags = flags;
    }
    return flags;
  }

  /**
   * Starts receiving a value or login message of this many bytes; {@code end} handles it when it is
   * complete.
   */
  public Next receive(long bytes, Received end) {
    expected = bytes;
    if (received != end) { // G1 puts a fence after the store of a reference
      received = end;
    }
    return Next.DATA;
  }

  /** Skips this many bytes. */
  public Next skip(long bytes) {
    expected = bytes;
    return Next.SWALLOW;
  }

  @Override
  public long expected() {
    return expected;
  }

  /** Refuses a request and skips its value and the line end behind it. */
  public Next refuse(byte[] words, long valueLength, boolean quiet) {
    reply(words, quiet);
    return skip(valueLength + 2);
  }

  /** The line for handlers that resume a request. */
  public RequestLine line() {
    return worker.line;
  }

  /** Releases what the session holds; the client is gone. */
  public void close() {
    if (verbose() && output.number() >= 0) {
      VerboseLog.closed(output.number());
    }
    worker.context.items().abandon(upload.reservation());
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
