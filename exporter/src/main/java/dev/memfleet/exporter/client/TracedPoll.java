package dev.memfleet.exporter.client;

import dev.memfleet.exporter.protocol.Section;
import dev.memfleet.exporter.protocol.StatsReply;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Polls a node over a separate connection and records a transcript. Event loop only. */
public final class TracedPoll {
  private TracedPoll() {}

  /**
   * Asks for all sections at once, as every poll does.
   *
   * @param read converts the answers, which must not be used afterwards
   * @return fails with a {@link PollException} only
   */
  public static <T> Future<T> ask(
      Destination node,
      Set<Section> sections,
      Duration timeout,
      Transcript transcript,
      Function<Map<Section, StatsReply>, T> read) {
    List<Section> order = new ArrayList<>(sections);
    Deadline deadline = Deadline.in(timeout);
    return node.connect(deadline, transcript::add)
        .compose(
            link -> {
              StatsConnection connection =
                  new StatsConnection(link, node.answerMemory(), transcript::add);
              return connection
                  .ask(order, deadline)
                  .map(replies -> read.apply(NodeClient.bySection(order, replies)))
                  .onComplete(ignored -> connection.close());
            })
        .onSuccess(answered -> transcript.add("closed the connection"))
        .recover(
            cause -> {
              PollException failure = PollException.of(cause, timeout);
              transcript.add(failure.reason().label() + ": " + failure.getMessage());
              return Future.failedFuture(failure);
            });
  }
}
