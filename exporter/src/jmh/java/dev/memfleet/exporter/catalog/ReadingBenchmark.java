package dev.memfleet.exporter.catalog;

import dev.memfleet.exporter.exposition.Exposition;
import dev.memfleet.exporter.exposition.PageFilter;
import dev.memfleet.exporter.exposition.PageFormat;
import dev.memfleet.exporter.fleet.NodeStatus;
import dev.memfleet.exporter.protocol.ProtocolException;
import dev.memfleet.exporter.protocol.Section;
import dev.memfleet.exporter.protocol.StatsParser;
import dev.memfleet.exporter.protocol.StatsReply;
import dev.memfleet.exporter.scrape.ScrapeResult;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One node's round without its sockets: a memcached with 18 slab classes, 25 kB of answers. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ReadingBenchmark {
  private static final Instant AT = Instant.EPOCH;
  private static final Set<Section> ALL = Set.of(Section.values());

  private final Recording recording = Recording.load("/recordings/memcached-1.6.18.stats.txt");
  private final Map<Section, byte[]> answers = new EnumMap<>(Section.class);
  private final StatsSnapshot snapshot = recording.snapshot();
  private final Exposition exposition = Exposition.ofNodes(Clock.systemUTC());
  private final NodeStatus status =
      NodeStatus.neverPolled(
          new ScrapeResult(AT, Duration.ZERO, ALL, null, "", recording.reading(), Double.NaN));

  /** Keeps the answers' bytes apart from parsing. */
  public ReadingBenchmark() {
    recording.answers().keySet().forEach(section -> answers.put(section, recording.bytes(section)));
  }

  /** From the answers' bytes to a reading. */
  @Benchmark
  public Reading parseAndRead() throws ProtocolException {
    return Catalog.ALL.read(parse(), ALL);
  }

  /** From the answers' bytes to tables of names and values. */
  @Benchmark
  public StatsSnapshot parse() throws ProtocolException {
    Map<Section, StatsReply> replies = new EnumMap<>(Section.class);
    for (Map.Entry<Section, byte[]> answer : answers.entrySet()) {
      StatsParser parser = new StatsParser();
      parser.feed(answer.getValue(), 0, answer.getValue().length);
      replies.put(answer.getKey(), Objects.requireNonNull(parser.reply()));
    }
    return new StatsSnapshot(AT, replies);
  }

  /** From tables to a reading. */
  @Benchmark
  public Reading read() {
    return Catalog.ALL.read(snapshot, ALL);
  }

  /** From a reading to a page. */
  @Benchmark
  public void render() throws IOException {
    exposition
        .nodePage(status, PageFilter.ALL, PageFormat.TEXT)
        .writeTo(OutputStream.nullOutputStream());
  }
}
