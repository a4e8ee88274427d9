package dev.memfleet.exporter.client;

import dev.memfleet.exporter.protocol.AnswerMemory;
import dev.memfleet.exporter.protocol.ProtocolException;
import dev.memfleet.exporter.protocol.Section;
import dev.memfleet.exporter.protocol.StatsParser;
import dev.memfleet.exporter.protocol.StatsReply;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * One socket to one node: commands go out together, answers come back in their order. Closing fails
 * all that wait, in order. Confined to the socket's event loop.
 */
final class StatsConnection {
  private final NetSocket socket;
  private final AnswerMemory memory;
  private final Queue<Waiting> waiting = new ArrayDeque<>();
  private final List<StatsParser> parsers = new ArrayList<>();
  private boolean answerBegun;
  private boolean open = true;

  private record Waiting(StatsParser parser, Promise<StatsReply> answer) {}

  StatsConnection(NetSocket socket, AnswerMemory memory) {
    this.socket = socket;
    this.memory = memory;
    socket.handler(this::received);
    socket.exceptionHandler(cause -> fail(FailureReason.ofBreak(cause), String.valueOf(cause)));
    socket.closeHandler(end -> fail(FailureReason.RESET, "the node closed the connection"));
  }

  boolean isOpen() {
    return open;
  }

  /** Asks for all sections in one write; the answers are in their order. */
  Future<List<StatsReply>> ask(Collection<Section> sections) {
    if (!open) {
      return Future.failedFuture(
          new LostConnectionException(FailureReason.RESET, "the connection is closed", false));
    }
    if (waiting.isEmpty()) {
      answerBegun = false;
    }
    List<Future<StatsReply>> answers = new ArrayList<>();
    StringBuilder requests = new StringBuilder();
    for (Section section : sections) {
      Promise<StatsReply> answer = Promise.promise();
      StatsParser parser = new StatsParser(memory);
      parsers.add(parser);
      waiting.add(new Waiting(parser, answer));
      answers.add(answer.future());
      requests.append(section.request());
    }
    socket.write(requests.toString());
    return Future.all(answers).map(all -> all.<StatsReply>list());
  }

  void close() {
    fail(FailureReason.RESET, "the agent closed the connection");
  }

  private void received(Buffer buffer) {
    byte[] bytes = buffer.getBytes();
    answerBegun = true;
    int at = 0;
    try {
      while (at < bytes.length) {
        Waiting head = waiting.peek();
        if (head == null) {
          throw new ProtocolException("an answer to nothing that was asked");
        }
        at += head.parser.feed(bytes, at, bytes.length);
        StatsReply reply = head.parser.reply();
        if (reply != null && isFull(reply)) {
          fail(FailureReason.REFUSED, reply.refusal());
          return;
        }
        if (reply != null) {
          waiting.remove();
          head.answer.complete(reply);
          if (waiting.isEmpty()) {
            releaseMemory();
          }
        }
      }
    } catch (ProtocolException lie) {
      fail(FailureReason.PROTOCOL, lie.getMessage());
    }
  }

  /** What a node that has its {@code -c} connections says before it closes a further one. */
  private static boolean isFull(StatsReply reply) {
    String refusal = reply.refusal();
    return refusal != null && refusal.startsWith("ERROR Too many open connections");
  }

  /** Answers are asked for together, and kept until the last of them is there. */
  private void releaseMemory() {
    parsers.forEach(StatsParser::release);
    parsers.clear();
  }

  private void fail(FailureReason reason, @Nullable String message) {
    if (!open) {
      return;
    }
    open = false;
    socket.close();
    releaseMemory();
    LostConnectionException cause =
        new LostConnectionException(reason, String.valueOf(message), answerBegun);
    for (Waiting next = waiting.poll(); next != null; next = waiting.poll()) {
      next.answer.fail(cause);
    }
  }
}
