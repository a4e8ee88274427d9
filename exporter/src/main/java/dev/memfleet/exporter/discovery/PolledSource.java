package dev.memfleet.exporter.discovery;

import dev.memfleet.exporter.client.Confinement;
import dev.memfleet.exporter.yaml.ConfigException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;

/**
 * A source that is polled: each query starts some time after the last answer. Confined to one event
 * loop.
 */
public abstract class PolledSource implements Source {
  private static final long NONE = -1;

  private final Confinement loop = new Confinement();
  private final Vertx vertx;
  private final Duration afterFailure;
  private long timer = NONE;
  private boolean stopped;

  /**
   * @param afterFailure when to retry after a failure
   */
  protected PolledSource(Vertx vertx, Duration afterFailure) {
    this.vertx = vertx;
    this.afterFailure = afterFailure;
  }

  /** Queries once; fails with the message to report. */
  protected abstract Future<Answer> ask();

  @Override
  public final void start(Listener listener) {
    loop.check();
    Future.succeededFuture()
        .compose(ignored -> ask())
        .onComplete(
            asked -> {
              if (stopped) {
                return;
              }
              Duration next = asked.succeeded() ? asked.result().next() : afterFailure;
              timer = vertx.setTimer(next.toMillis(), due -> start(listener));
              if (asked.succeeded()) {
                listener.found(asked.result());
              } else {
                listener.failed(problems(asked.cause()));
              }
            });
  }

  private static List<String> problems(Throwable cause) {
    return cause instanceof ConfigException invalid
        ? invalid.problems()
        : List.of(String.valueOf(cause.getMessage()));
  }

  @Override
  public void stop() {
    loop.check();
    stopped = true;
    if (timer != NONE) {
      vertx.cancelTimer(timer);
    }
  }
}
