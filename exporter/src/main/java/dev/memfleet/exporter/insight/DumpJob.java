package dev.memfleet.exporter.insight;

import dev.memfleet.exporter.client.AnswerStream;
import dev.memfleet.exporter.client.BinaryOnlyException;
import dev.memfleet.exporter.client.Destination;
import dev.memfleet.exporter.client.NodeClient;
import dev.memfleet.exporter.client.PollException;
import dev.memfleet.exporter.insight.dump.DumpParser;
import dev.memfleet.exporter.insight.dump.Keyspace;
import dev.memfleet.exporter.insight.dump.Part;
import dev.memfleet.exporter.insight.hot.KeyText;
import dev.memfleet.exporter.insight.hot.Prefixes;
import dev.memfleet.exporter.protocol.Section;
import dev.memfleet.exporter.text.LogEvent;
import dev.memfleet.exporter.yaml.Quoted;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reads the list of a node's items once, over separate connections. Confined to one event loop,
 * which parses the lines as they arrive, so that the node never waits for a reader.
 *
 * <p>The dump starts only after a sample of {@code stats} that shows no running crawler; up to ten
 * samples are taken, a second apart. A dump that has started is read to its end even if the result
 * is no longer needed, because a node may use freed memory when its reader disconnects or stalls
 * during a dump. It is aborted only if the node sends nothing for a minute, or far more lines than
 * it has items.
 */
public final class DumpJob {
  static final String COMMAND = "lru_crawler metadump all\r\n";

  private static final Logger LOG = Logger.getLogger(DumpJob.class.getName());
  private static final Set<Section> SECTIONS_BEFORE =
      EnumSet.of(Section.STATS, Section.SETTINGS, Section.ITEMS, Section.SLABS);
  private static final Set<Section> SECTIONS_AFTER =
      EnumSet.of(Section.STATS, Section.ITEMS, Section.SLABS);
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(2);
  private static final int ATTEMPTS = 10;

  /** Factor far above the growth of any cache during a dump. */
  private static final double MAX_GROWTH = 10;

  private static final long ALWAYS_ALLOWED_ITEMS = 1_000_000;

  private final Vertx vertx;
  private final Destination node;
  private final NodeClient client;
  private final DumpSettings settings;
  private final Prefixes prefixes;
  private final KeyText text;
  private final Clock clock;
  private final Pace pace;
  private final Consumer<Double> progress;
  private @Nullable String stopped;
  private volatile boolean sent;

  /**
   * The time intervals of a dump.
   *
   * @param tick from one sample to the next, and before a retry
   * @param gap time without a byte that is logged
   * @param stallTimeout time without a byte after which the dump is aborted
   */
  record Pace(Duration tick, Duration gap, Duration stallTimeout) {
    static final Pace NORMAL =
        new Pace(Duration.ofSeconds(1), Duration.ofMillis(500), Duration.ofSeconds(60));
  }

  /**
   * @param progress receives the part of the dump that was read, from 0 to 1
   */
  public DumpJob(
      Vertx vertx,
      Destination node,
      DumpSettings settings,
      Prefixes prefixes,
      KeyText text,
      Clock clock,
      Consumer<Double> progress) {
    this(vertx, node, settings, prefixes, text, clock, Pace.NORMAL, progress);
  }

  DumpJob(
      Vertx vertx,
      Destination node,
      DumpSettings settings,
      Prefixes prefixes,
      KeyText text,
      Clock clock,
      Pace pace,
      Consumer<Double> progress) {
    this.vertx = vertx;
    this.node = node;
    this.client = new NodeClient(node);
    this.settings = settings;
    this.prefixes = prefixes;
    this.text = text;
    this.clock = clock;
    this.pace = pace;
    this.progress = progress;
  }

  /** Runs the dump; a failed future is a bug in the agent. */
  public Future<DumpResult> run() {
    return sample(Set.of(Section.STATS))
        .compose(
            first -> {
              DumpRules.check(first, settings);
              return sample(SECTIONS_BEFORE);
            })
        .compose(begin -> attempt(begin, ATTEMPTS))
        .map(report -> new DumpResult(Verdict.DONE, "", Optional.of(report), true))
        .recover(this::ended)
        .onComplete(ignored -> client.close());
  }

  /** Ends the job unless the dump has started. */
  public void stop(String reason) {
    stopped = reason;
  }

  /** Whether the node is sending its items. */
  public boolean isReading() {
    return sent;
  }

  private Future<DumpResult> ended(Throwable cause) {
    if (cause instanceof RefusedException refused) {
      return Future.succeededFuture(
          new DumpResult(refused.verdict(), refused.reason(), Optional.empty(), sent));
    }
    if (cause instanceof BinaryOnlyException) {
      return Future.succeededFuture(
          new DumpResult(
              Verdict.UNSUPPORTED, String.valueOf(cause.getMessage()), Optional.empty(), false));
    }
    if (cause instanceof PollException poll) {
      return Future.succeededFuture(
          new DumpResult(
              Verdict.FAILED,
              poll.reason().label() + ": " + poll.getMessage(),
              Optional.empty(),
              sent));
    }
    return Future.failedFuture(cause);
  }

  /** Starts the dump when no crawler is running. */
  private Future<DumpReport> attempt(NodeSample begin, int left) {
    return pause()
        .compose(waited -> sample(Set.of(Section.STATS)))
        .compose(
            now -> {
              DumpRules.check(now, settings);
              String reason = stopped;
              if (reason != null) {
                throw new RefusedException(Verdict.STOPPED, reason);
              }
              return DumpRules.isCrawling(now)
                  ? Future.succeededFuture(Optional.<Reader>empty())
                  : new Reader(begin, now).read();
            })
        .compose(
            read -> {
              if (read.isPresent()) {
                return sample(SECTIONS_AFTER).map(after -> report(begin, after, read.get()));
              }
              if (left == 1) {
                throw new RefusedException(
                    Verdict.STOPPED, "the node's crawler is busy with something else");
              }
              return attempt(begin, left - 1);
            });
  }

  private Future<Void> pause() {
    return vertx.timer(pace.tick.toMillis(), TimeUnit.MILLISECONDS);
  }

  private Future<NodeSample> sample(Set<Section> sections) {
    return NodeSample.ask(client, sections, TIMEOUT);
  }

  private DumpReport report(NodeSample begin, NodeSample end, Reader read) {
    Keyspace keyspace = read.keyspace;
    ServerFacts server = ServerFacts.of(begin, end);
    List<SlabUse> classes = new ArrayList<>();
    for (Part items : keyspace.slabClasses()) {
      classes.add(SlabUse.of(items, begin, end));
    }
    return new DumpReport(
        clock.instant(),
        Duration.ofNanos(read.nanos),
        server,
        (read.before + end.get("curr_items")) / 2,
        keyspace.all(),
        keyspace.distributions(),
        keyspace.prefixes(text),
        keyspace.prefixesMaxUndercount(),
        classes,
        keyspace.slabs(server.layout()));
  }

  /** One dump, from the command to its end. */
  private final class Reader {
    private final Keyspace keyspace;
    private final DumpParser parser;
    private final double before;
    private final Promise<Optional<Reader>> done = Promise.promise();
    private final long start = System.nanoTime();
    private long lastByte = start;
    private boolean stalls;
    private long nanos;
    private @Nullable AnswerStream stream;

    Reader(NodeSample begin, NodeSample now) {
      keyspace =
          new Keyspace(
              prefixes,
              begin.capacity().chunkSizes(),
              (long) now.get("time"),
              settings.distributions());
      parser = new DumpParser(keyspace, this::control);
      before = now.get("curr_items");
    }

    /** Empty if the node is busy with another crawl. */
    Future<Optional<Reader>> read() {
      sent = true;
      return AnswerStream.open(node, COMMAND, TIMEOUT, this::received)
          .compose(
              opened -> {
                stream = opened;
                opened.ended().onComplete(closed -> connectionLost(closed.cause()));
                long timer = vertx.setPeriodic(pace.gap.toMillis(), now -> checkStall());
                return done.future()
                    .onComplete(ignored -> vertx.cancelTimer(timer))
                    .eventually(() -> opened.finish(STOP_TIMEOUT));
              });
    }

    private void received(byte[] bytes) {
      lastByte = System.nanoTime();
      parser.feed(bytes, 0, bytes.length);
    }

    private void control(String line) {
      String word = line.isEmpty() ? "" : line.split(" ", 2)[0];
      switch (word) {
        case "OK" -> {} // from 1.6.43 on
        case "END", "NOTSTARTED" -> {
          nanos = System.nanoTime() - start;
          done.tryComplete(Optional.of(this));
        }
        case "BUSY" -> {
          sent = false;
          done.tryComplete(Optional.empty());
        }
        default -> {
          sent = parser.items() > 0;
          done.tryFail(
              new RefusedException(
                  Verdict.UNSUPPORTED,
                  "the node refused lru_crawler metadump: " + Quoted.text(line)));
        }
      }
    }

    private void connectionLost(@Nullable Throwable cause) {
      String why =
          cause == null ? "the node closed the connection" : String.valueOf(cause.getMessage());
      done.tryFail(
          new RefusedException(Verdict.FAILED, "%s after %d items".formatted(why, parser.items())));
    }

    private void checkStall() {
      progress.accept(Math.min(1, parser.items() / Math.max(1, before)));
      Duration silent = Duration.ofNanos(System.nanoTime() - lastByte);
      boolean stalled = silent.compareTo(pace.gap) >= 0;
      if (stalled && !stalls) {
        LogEvent.warning(
            LOG,
            "dump stalled",
            "address",
            node.address(),
            "items",
            parser.items(),
            "silent_seconds",
            silent.toMillis() / 1e3);
      }
      stalls = stalled;
      if (silent.compareTo(pace.stallTimeout) >= 0) {
        done.tryFail(
            new RefusedException(
                Verdict.FAILED,
                "the node sent nothing for %d s after %d items"
                    .formatted(silent.toSeconds(), parser.items())));
      } else if (parser.items() + parser.malformed() > ALWAYS_ALLOWED_ITEMS + MAX_GROWTH * before) {
        done.tryFail(new RefusedException(Verdict.FAILED, "the dump does not end"));
      }
    }
  }
}
