package dev.memfleet.server;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.memfleet.server.clock.SystemClock;
import dev.memfleet.server.config.Options;
import dev.memfleet.server.config.OptionsParser;
import dev.memfleet.server.config.UsageException;
import dev.memfleet.server.memory.Memory;
import dev.memfleet.server.session.Session;
import dev.memfleet.server.session.SessionOutput;
import dev.memfleet.server.session.Worker;
import dev.memfleet.server.store.Store;
import io.netty.buffer.ByteBuf;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One request through a session, from the bytes that arrived to the reply's buffer: all that a
 * server does but for its sockets. No other thread runs, so that {@code -prof gc} shows what a
 * request allocates.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
@State(Scope.Thread)
public class SessionBenchmark {
  private static final String VALUE = "v".repeat(100);
  private static final Map<String, String> REQUESTS =
      Map.ofEntries(
          Map.entry("get", "get key\r\n"),
          Map.entry("gets", "gets key\r\n"),
          Map.entry("get miss", "get none\r\n"),
          Map.entry("gat", "gat 0 key\r\n"),
          Map.entry("multiget", "get" + " key".repeat(100) + "\r\n"),
          Map.entry("get large", "get large\r\n"),
          Map.entry("set", "set key 0 0 100\r\n" + VALUE + "\r\n"),
          Map.entry("add", "add key 0 0 100\r\n" + VALUE + "\r\n"),
          Map.entry("cas", "cas key 0 0 100 1\r\n" + VALUE + "\r\n"),
          Map.entry("incr", "incr number 1\r\n"),
          Map.entry("touch", "touch key 0\r\n"),
          Map.entry("delete", "delete none\r\n"),
          Map.entry("mg", "mg key v t f c\r\n"),
          Map.entry("ms", "ms key 100 T0 F5 c\r\n" + VALUE + "\r\n"),
          Map.entry("md", "md none q\r\n"),
          Map.entry("ma", "ma number v\r\n"));

  /** Which request. */
  @Param({
    "get",
    "gets",
    "get miss",
    "gat",
    "multiget",
    "get large",
    "set",
    "add",
    "cas",
    "incr",
    "touch",
    "delete",
    "mg",
    "ms",
    "md",
    "ma"
  })
  @SuppressWarnings("NullAway.Init")
  public String request;

  @SuppressWarnings("NullAway.Init")
  private Store store;

  @SuppressWarnings("NullAway.Init")
  private Worker worker;

  @SuppressWarnings("NullAway.Init")
  private Session session;

  private long bytes;
  private int length;

  /** Stores what is asked for. */
  @Setup(Level.Trial)
  public void start() throws UsageException {
    LibrarySettings.apply();
    Options options = OptionsParser.parse("1.2.3", Map.of(), List.of());
    store = new Store(options.store(), new SystemClock());
    worker = StoreRig.worker(options, store);
    session = new Session(worker, new Nowhere());
    ask("set key 0 0 100\r\n" + VALUE + "\r\n");
    ask("set number 0 0 1\r\n0\r\n");
    ask("set large 0 0 100000\r\n" + VALUE.repeat(1000) + "\r\n");
    show(REQUESTS.getOrDefault(request, ""));
  }

  private void ask(String text) {
    show(text);
    answer();
    Memory.free(bytes);
  }

  private void show(String text) {
    byte[] ascii = text.getBytes(US_ASCII);
    length = ascii.length;
    bytes = Memory.allocate(length);
    Memory.copy(ascii, 0, bytes, length);
  }

  /** Frees the store. */
  @TearDown(Level.Trial)
  public void close() {
    session.close();
    worker.close();
    store.close();
    Memory.free(bytes);
  }

  /** The request, and the flush after it. */
  @Benchmark
  public int answer() {
    int used = session.decoder().decode(bytes, length, 1);
    session.flush();
    return used;
  }

  /** A client that takes everything at once. */
  private static final class Nowhere implements SessionOutput {
    @Override
    public int number() {
      return 0;
    }

    @Override
    public boolean send(ByteBuf bytes) {
      return write(bytes);
    }

    @Override
    public boolean write(ByteBuf bytes) {
      bytes.release();
      return true;
    }

    @Override
    public void disconnect() {}

    @Override
    public void resume() {}
  }
}
