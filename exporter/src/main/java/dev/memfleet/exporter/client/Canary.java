package dev.memfleet.exporter.client;

import dev.memfleet.exporter.protocol.ItemCommand;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Stores, reads and deletes one item of a node as a client does, over a separate connection. The
 * key is random, under a prefix of its own, and the item expires soon if it cannot be deleted.
 */
public final class Canary {
  static final String PREFIX = "memfleet-canary:";

  private final Duration timeout;
  private final Deadline deadline;
  private final String key = PREFIX + hex();
  private final String value = hex();
  private final Map<ItemCommand, Duration> durations = new EnumMap<>(ItemCommand.class);
  private ItemCommand current = ItemCommand.SET;

  private Canary(Duration timeout) {
    this.timeout = timeout;
    this.deadline = Deadline.in(timeout);
  }

  private static String hex() {
    return "%016x".formatted(ThreadLocalRandom.current().nextLong());
  }

  /**
   * Runs a canary once. Never fails: errors are part of the result.
   *
   * @param timeout for everything: name, connection and three answers
   */
  public static Future<CanaryResult> run(Destination node, Duration timeout) {
    Canary canary = new Canary(timeout);
    return canary
        .deadline
        .limit(node.connectForProbe(canary.deadline))
        .compose(link -> canary.all(link).onComplete(ended -> link.close()))
        .map(done -> new CanaryResult(canary.durations, null, ""))
        .otherwise(canary::failed);
  }

  private CanaryResult failed(Throwable cause) {
    String why = PollException.of(cause, timeout).getMessage();
    return new CanaryResult(durations, current, String.valueOf(why));
  }

  private Future<Void> all(Link link) {
    return command(link, ItemCommand.SET)
        .compose(stored -> command(link, ItemCommand.GET))
        .compose(read -> command(link, ItemCommand.DELETE));
  }

  private Future<Void> command(Link link, ItemCommand command) {
    current = command;
    long start = System.nanoTime();
    return deadline
        .limit(ask(link, command))
        .onSuccess(done -> durations.put(command, Duration.ofNanos(System.nanoTime() - start)));
  }

  private Future<Void> ask(Link link, ItemCommand command) {
    byte[] request = link.dialect().item(command, key, value);
    return link.ask(request, received -> link.dialect().itemAnswer(command, key, value, received))
        .compose(
            refusal ->
                refusal.isEmpty()
                    ? Future.succeededFuture()
                    : Future.failedFuture(new PollException(FailureReason.PROTOCOL, refusal)));
  }
}
