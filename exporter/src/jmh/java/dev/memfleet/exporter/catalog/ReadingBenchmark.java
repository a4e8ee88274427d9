package dev.memfleet.exporter.catalog;

import dev.memfleet.exporter.protocol.ProtocolException;
import dev.memfleet.exporter.protocol.Section;
import dev.memfleet.exporter.protocol.StatsParser;
import dev.memfleet.exporter.protocol.StatsReply;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
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
  private final List<NodeReading> nodes =
      List.of(new NodeReading(List.of("instance"), List.of("10.0.0.1:11211"), recording.reading()));

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

  /** From a reading to families. */
  @Benchmark
  public List<Family> families() {
    List<Family> families = new ArrayList<>();
    for (int i = 0; i < Catalog.ALL.size(); i++) {
      families.add(Catalog.ALL.family(i, nodes));
    }
    return families;
  }
}
