package dev.memfleet.exporter.discovery;

import dev.memfleet.exporter.discovery.SourceRecorder.RecordedAnswer;
import dev.memfleet.exporter.fake.EventLoop;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Runs a source of each test on an event loop, and hears it. */
public final class SourceRunner implements AfterEachCallback, AfterAllCallback {
  private final EventLoop loop = new EventLoop();
  private SourceRecorder recorder = new SourceRecorder();
  private @Nullable Source source;

  public EventLoop loop() {
    return loop;
  }

  /** What the source of this test says. */
  public SourceRecorder recorder() {
    return recorder;
  }

  /** Replaces the source by another; returns what that reports first. */
  public RecordedAnswer start(Function<Vertx, Source> creation) throws Exception {
    stop();
    recorder = new SourceRecorder();
    Source fresh = loop.call(() -> creation.apply(loop.vertx()));
    source = fresh;
    loop.get(
        () -> {
          fresh.start(recorder);
          return Future.succeededFuture();
        });
    return recorder.answer(0);
  }

  /** Stops the source. */
  public void stop() throws Exception {
    Source last = source;
    source = null;
    if (last != null) {
      loop.get(
          () -> {
            last.stop();
            return Future.succeededFuture();
          });
    }
  }

  /** Lets the source go on for a while. */
  public void pass(long millis) throws Exception {
    loop.get(() -> loop.vertx().timer(millis));
  }

  @Override
  public void afterEach(ExtensionContext context) throws Exception {
    stop();
    recorder = new SourceRecorder();
  }

  @Override
  public void afterAll(ExtensionContext context) throws Exception {
    loop.close();
  }
}
