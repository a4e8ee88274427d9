package dev.memfleet.exporter.insight;

import dev.memfleet.exporter.insight.watch.RealGets;
import dev.memfleet.exporter.insight.watch.WatchParser;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What a line of a window costs the agent, read alone and with all that is made of it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class WatchBenchmark {
  private static final int LINES = 100_000;

  private byte[] lines = new byte[0];
  private WatchParser alone = new WatchParser(line -> {}, text -> {});
  private WatchParser whole = alone;

  @Setup
  public void setUp() {
    lines = WatchedLines.of(LINES);
    whole = new WatchParser(new RealGets(WatchedLines.tally()), text -> {});
  }

  @Benchmark
  @OperationsPerInvocation(LINES)
  public long parse() {
    alone.feed(lines, 0, lines.length);
    return alone.lines();
  }

  @Benchmark
  @OperationsPerInvocation(LINES)
  public long parseAndTally() {
    whole.feed(lines, 0, lines.length);
    return whole.lines();
  }
}
