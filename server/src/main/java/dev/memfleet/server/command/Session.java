package dev.memfleet.server.command;

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
  static final int FULL = 64 << 10;

  final Worker worker;
  final ReplyBuffer reply;
  final Upload upload = new Upload();
  private final Outlet outlet;
  private final RequestDecoder decoder;
  private final ValueStream stream;

  /** Whether the log knows what the client speaks. */
  private boolean negotiated;

  /** The rest of a reply too large to be made at once. */
  private @Nullable Continuation continuation;

  /** A reply that comes bit by bit, as the client takes it. */
  interface Continuation {
    /** Goes on; {@link Next#BLOCKED} when there is more to come. */
    Next resume(Session session);

    /** The client is gone. */
    void abandon();
  }

  public Session(Worker worker, Outlet outlet) {
    this.worker = worker;
    this.outlet = outlet;
    reply = new ReplyBuffer(worker.replies);
    boolean negotiates = worker.settings.options().commands().protocol() == Protocol.AUTO;
    decoder = new RequestDecoder(this, worker.line, negotiates);
    stream = new ValueStream(worker.store);
  }

  public RequestDecoder decoder() {
    return decoder;
  }

  /** The connection has its number. */
  public void open() {
    if (verbose()) {
      Protocol protocol = worker.settings.options().commands().protocol();
      negotiated = protocol != Protocol.AUTO;
      VerboseLog.opened(outlet.number(), protocol);
    }
  }

  private boolean verbose() {
    return VerboseLog.isOn(worker.settings);
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
    worker.services.binaryRefusal().report(outlet.number());
    return Next.CLOSE;
  }

  @Override
  public Next line(RequestLine line) {
    if (verbose()) {
      log(line);
    }
    Next next =
        switch (line.verb()) {
          case GET -> worker.retrieval.get(this, line, false);
          case GETS -> worker.retrieval.get(this, line, true);
          case GAT -> worker.retrieval.getAndTouch(this, line, false);
          case GATS -> worker.retrieval.getAndTouch(this, line, true);
          case SET, ADD, REPLACE, APPEND, PREPEND, CAS -> worker.storage.store(this, line);
          case DELETE -> worker.keys.delete(this, line);
          case TOUCH -> worker.keys.touch(this, line);
          case INCR -> worker.arithmetic.add(this, line, true);
          case DECR -> worker.arithmetic.add(this, line, false);
          case MG -> worker.meta.get(this, line);
          case MS -> worker.meta.set(this, line);
          case MD -> worker.meta.delete(this, line);
          case MA -> worker.meta.arithmetic(this, line);
          case ME -> worker.meta.debug(this, line);
          case MN -> worker.meta.noop(this);
          case STATS -> worker.statistics.stats(this, line);
          case LRU_CRAWLER -> worker.crawler.crawler(this, line);
          default -> worker.admin.command(this, line);
        };
    return next == Next.LINE ? proceed() : next;
  }

  @Override
  public void data(long address, int length) {
    upload.reservation.write(address, length);
  }

  @Override
  public Next dataEnd() {
    if (upload.meta) {
      worker.meta.uploaded(this);
    } else {
      worker.storage.uploaded(this);
    }
    return proceed();
  }

  /** Appends a small value and its line end. */
  boolean copyValue(Entry entry, int length) {
    entry.copyValue(reply.reserve(length + 2));
    reply.advance(length + 2);
    return true;
  }

  /**
   * Keeps a large value, to be streamed after its entry is closed.
   *
   * @return whether it was sent at once after all, since too many others keep it
   */
  boolean pin(Entry entry) {
    long pin = entry.pin();
    if (pin == 0) {
      return copyValue(entry, entry.valueLength());
    }
    stream.start(pin, entry.valueLength() + 2);
    return false;
  }

  /** Drops a value kept. */
  void unpin() {
    stream.stop();
  }

  /** Streams the value kept, if any; false when the client does not take more. */
  boolean streamPinned() {
    return stream.send(this);
  }

  /** Sends what has piled up, and waits if the client does not take it. */
  Next proceed() {
    return reply.size() < due() || flush() ? Next.LINE : Next.BLOCKED;
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
  Next answer(Continuation rest) {
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
    decoder.resume(rest == null ? Next.LINE : answer(rest));
  }

  Outlet outlet() {
    return outlet;
  }

  /** Whether replies wait for the requests after them. */
  boolean replying() {
    return reply.size() > 0;
  }

  Next reply(byte[] words) {
    return reply(words, false);
  }

  Next reply(String words) {
    return reply(ReplyBuffer.ascii(words + "\r\n"), false);
  }

  /** Answers unless the line ends in {@code noreply}. */
  Next reply(RequestLine line, byte[] words) {
    return reply(words, line.endsInNoreply());
  }

  /** Answers with a number unless the line ends in {@code noreply}. */
  Next reply(RequestLine line, long number) {
    boolean quiet = line.endsInNoreply();
    if (verbose()) {
      VerboseLog.reply(outlet.number(), ReplyBuffer.ascii(Long.toUnsignedString(number)), quiet);
    }
    if (!quiet) {
      reply.number(number).lineEnd();
    }
    return Next.LINE;
  }

  /** Answers, unless quietly, with one line. */
  Next reply(byte[] words, boolean quiet) {
    if (verbose()) {
      VerboseLog.reply(outlet.number(), words, quiet);
    }
    if (!quiet) {
      reply.append(words);
    }
    return Next.LINE;
  }

  /** Notes that an item's value is about to be sent. */
  void sending(RequestLine line, int token) {
    if (verbose()) {
      VerboseLog.sending(outlet.number(), line, token);
    }
  }

  /** Refuses a request whose value, and the line end behind it, is to be passed over. */
  Next refuse(RequestLine line, byte[] words, long valueLength, boolean quiet) {
    line.dataLength = valueLength + 2;
    reply(words, quiet);
    return Next.SWALLOW;
  }

  /** The client is gone: gives back what the session holds. */
  public void close() {
    if (verbose() && outlet.number() >= 0) {
      VerboseLog.closed(outlet.number());
    }
    if (upload.reservation.held()) {
      worker.items.abandon(upload.reservation);
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
