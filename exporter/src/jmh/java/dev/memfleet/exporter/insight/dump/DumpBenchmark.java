package dev.memfleet.exporter.insight.dump;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.memfleet.exporter.insight.hot.Prefixes;
import java.util.Collections;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One line of a dump, from its bytes to the sums by prefix, slab class and size. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class DumpBenchmark {
  private static final int LINES = 10_000;
  private static final long NOW = 1_795_342_690;

  private final byte[] lines = lines();
  private final Keyspace keyspace =
      new Keyspace(Prefixes.byDefault(), Collections.nCopies(64, 0), NOW, false);
  private final DumpParser parser = new DumpParser(keyspace, line -> {});

  private static byte[] lines() {
    Random random = new Random(1);
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < LINES; i++) {
      lines.append(
          String.format(
              Locale.ROOT,
              "key=prefix%d%%3Auser%%3A%d exp=%d la=%d cas=%d fetch=%s cls=%d size=%d%n",
              random.nextInt(50),
              random.nextInt(10_000_000),
              i % 2 == 0 ? -1 : NOW + random.nextInt(100_000),
              NOW - random.nextInt(10_000),
              i,
              i % 3 == 0 ? "yes" : "no",
              1 + random.nextInt(40),
              60 + random.nextInt(10_000)));
    }
    return lines.toString().getBytes(US_ASCII);
  }

  @Benchmark
  @OperationsPerInvocation(LINES)
  public long parseAndAdd() {
    parser.feed(lines, 0, lines.length);
    return parser.items();
  }
}
