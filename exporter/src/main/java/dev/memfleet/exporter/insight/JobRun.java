package dev.memfleet.exporter.insight;

import dev.memfleet.exporter.client.Destination;
import dev.memfleet.exporter.insight.hot.Prefixes;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** A window or dump in progress. */
final class JobRun {
  private final JobKind kind;
  private volatile Consumer<String> stop = reason -> {};
  private volatile BooleanSupplier reading = () -> false;

  JobRun(JobKind kind) {
    this.kind = kind;
  }

  /** The name used in messages. */
  String noun() {
    return switch (kind) {
      case WATCH -> "window";
      case DUMP -> "dump";
    };
  }

  Future<JobEnd> begin(
      Vertx vertx, Destination node, InsightConfig by, Clock clock, Consumer<Double> progress) {
    Prefixes prefixes = by.prefix().prefixes();
    switch (kind) {
      case WATCH -> {
        WatchJob job = new WatchJob(vertx, node, by.watch(), prefixes, by.text(), clock, progress);
        stop = job::stop;
        return job.run().map(JobEnd::of);
      }
      case DUMP -> {
        DumpJob job =
            new DumpJob(vertx, node, by.dump().settings(), prefixes, by.text(), clock, progress);
        stop = job::stop;
        reading = job::isReading;
        return job.run().map(JobEnd::of);
      }
    }
    throw new AssertionError(kind);
  }

  /** Ends it as soon as this does not harm the node. Event loop only. */
  void stop() {
    stop.accept("the agent is shutting down");
  }

  /** Whether the node is sending its items. Thread-safe. */
  boolean isReading() {
    return reading.getAsBoolean();
  }
}
