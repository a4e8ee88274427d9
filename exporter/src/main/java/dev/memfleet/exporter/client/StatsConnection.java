package dev.memfleet.exporter.client;

import dev.memfleet.exporter.protocol.AnswerMemory;
import dev.memfleet.exporter.protocol.AnswerParser;
import dev.memfleet.exporter.protocol.ProtocolException;
import dev.memfleet.exporter.protocol.Refusal;
import dev.memfleet.exporter.protocol.Section;
import dev.memfleet.exporter.protocol.StatsReply;
import dev.memfleet.exporter.yaml.Quoted;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One socket to one node: commands are sent together and answered in order. Confined to the
 * socket's event loop.
 *
 * <p>All commands of a poll are one write, and each joins a FIFO of waiting commands with its own
 * parser. Bytes that arrive go to the parser at the head of the FIFO, which takes those of its own
 * answer; a complete answer leaves the FIFO, and the remaining bytes go to the next parser. So an
 * answer may arrive in any number of pieces, and a piece may end several answers. Bytes that no
 * command waits for, or that a parser rejects, break the connection, because the stream cannot be
 * resynchronized.
 *
 * <p>When the connection ends, closed by this side, the node or the network, all waiting commands
 * fail in order with one cause. The cause also says whether the first byte of an answer had
 * arrived: if not, {@link NodeClient} may retry over a new connection. The caller sets the
 * deadline. Memory that parsers allocated is kept until the last answer is complete and then
 * released, so that a connection between polls holds none.
 */
final class StatsConnection {
  private final Confinement loop = new Confinement();
  private final Link link;
  private final AnswerMemory memory;
  private final @Nullable Consumer<String> steps;
  private final Queue<Waiting> waiting = new ArrayDeque<>();
  private final List<AnswerParser> parsers = new ArrayList<>();
  private boolean answerBegun;
  private boolean open = true;

  private record Waiting(Section section, AnswerParser parser, Promise<StatsReply> answer) {}

  StatsConnection(Link link, AnswerMemory memory) {
    this(link, memory, null);
  }

  /**
   * @param steps receives what was sent and received, in words; null for none
   */
  StatsConnection(Link link, AnswerMemory memory, @Nullable Consumer<String> steps) {
    this.link = link;
    this.memory = memory;
    this.steps = steps;
    link.socket().handler(this::received);
    link.socket().exceptionHandler(this::connectionLost);
    link.socket()
        .closeHandler(ignored -> fail(FailureReason.RESET, "the node closed the connection"));
  }

  boolean isOpen() {
    return open;
  }

  private static Future<List<StatsReply>> all(List<Future<StatsReply>> answers) {
    return Future.all(answers).map(all -> all.<StatsReply>list());
  }

  private List<Future<StatsReply>> write(Collection<Section> sections) {
    if (waiting.isEmpty()) {
      answerBegun = false;
    }
    List<Future<StatsReply>> answers = new ArrayList<>();
    Buffer requests = Buffer.buffer();
    for (Section section : sections) {
      Promise<StatsReply> answer = Promise.promise();
      AnswerParser parser = link.dialect().parser(section, memory);
      parsers.add(parser);
      waiting.add(new Waiting(section, parser, answer));
      answers.add(answer.future());
      requests.appendBytes(link.dialect().request(section));
    }
    link.socket().write(requests);
    Consumer<String> written = steps;
    if (written != null) {
      sections.forEach(section -> written.accept("sent: " + section.request().strip()));
    }
    // a node that requires a login drops the requests after the first one
    answers.set(0, answers.get(0).compose(StatsConnection::unlessUnauthenticated));
    return answers;
  }

  /**
   * Asks for all sections in one write; the answers are in the same order. If the node answered the
   * first section, the poll succeeds: missing answers count as refused, and the connection is
   * closed.
   */
  Future<List<StatsReply>> ask(Collection<Section> sections, Deadline deadline) {
    loop.check();
    if (!open) {
      return Future.failedFuture(
          new LostConnectionException(FailureReason.RESET, "the connection is closed", false));
    }
    List<Future<StatsReply>> answers = write(sections);
    return deadline.limit(all(answers)).recover(cause -> partialAnswers(answers, cause));
  }

  private Future<List<StatsReply>> partialAnswers(
      List<Future<StatsReply>> answers, Throwable cause) {
    loop.check();
    List<StatsReply> came =
        answers.stream().takeWhile(Future::succeeded).map(Future::result).toList();
    if (came.isEmpty() || mayBeOfAnother(came, cause)) {
      return Future.failedFuture(cause);
    }
    String why = Connector.text(cause);
    if (steps != null) {
      steps.accept("no more answers: " + why);
    }
    List<StatsReply> all = new ArrayList<>(came);
    all.addAll(Collections.nCopies(answers.size() - came.size(), StatsReply.refused(why)));
    close();
    return Future.succeededFuture(all);
  }

  /**
   * A node that skips a request shifts the answers after it. If the node then falls silent, only
   * the first answer is certain, and only if it has what every memcached reports.
   */
  private static boolean mayBeOfAnother(List<StatsReply> came, Throwable cause) {
    return came.get(0).get("uptime") == null
        || (cause instanceof TimeoutException && came.size() > 1);
  }

  private static Future<StatsReply> unlessUnauthenticated(StatsReply first) {
    String refusal = first.refusal();
    return refusal != null && Refusal.wantsCredentials(refusal)
        ? Future.failedFuture(
            new PollException(FailureReason.AUTH, "the node refused stats: " + refusal))
        : Future.succeededFuture(first);
  }

  void close() {
    fail(FailureReason.RESET, "the agent closed the connection");
  }

  private void connectionLost(Throwable cause) {
    PollException why = PollException.ofBreak(cause);
    fail(why.reason(), why.getMessage());
  }

  private void received(Buffer buffer) {
    loop.check();
    byte[] bytes = buffer.getBytes();
    answerBegun = true;
    int at = 0;
    try {
      while (at < bytes.length) {
        Waiting head = waiting.peek();
        if (head == null) {
          throw new ProtocolException("unexpected answer: no command is waiting");
        }
        at += head.parser.feed(bytes, at, bytes.length);
        StatsReply reply = head.parser.reply();
        String refusal = reply == null ? null : reply.refusal();
        if (refusal != null && Refusal.isFull(refusal)) {
          fail(FailureReason.REFUSED, refusal);
          return;
        }
        if (reply != null) {
          waiting.remove();
          if (steps != null) {
            steps.accept(described(head.section, reply));
          }
          head.answer.complete(reply);
          if (waiting.isEmpty()) {
            releaseMemory();
          }
        }
      }
    } catch (ProtocolException e) {
      fail(FailureReason.PROTOCOL, e.getMessage());
    }
  }

  private static String described(Section section, StatsReply reply) {
    String refusal = reply.refusal();
    String answer =
        refusal == null ? reply.size() + " stats" : "refused with " + Quoted.text(refusal);
    return "received: %s: %s".formatted(section.request().strip(), answer);
  }

  /** Sections are asked for together; their memory is kept until the last answer. */
  private void releaseMemory() {
    parsers.forEach(AnswerParser::release);
    parsers.clear();
  }

  private void fail(FailureReason reason, @Nullable String message) {
    loop.check();
    if (!open) {
      return;
    }
    open = false;
    link.close();
    releaseMemory();
    LostConnectionException cause =
        new LostConnectionException(reason, String.valueOf(message), answerBegun);
    for (Waiting next = waiting.poll(); next != null; next = waiting.poll()) {
      next.answer.fail(cause);
    }
  }
}
