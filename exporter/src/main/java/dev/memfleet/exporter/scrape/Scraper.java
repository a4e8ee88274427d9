package dev.memfleet.exporter.scrape;

import dev.memfleet.exporter.catalog.Catalog;
import dev.memfleet.exporter.catalog.Reading;
import dev.memfleet.exporter.catalog.StatsSnapshot;
import dev.memfleet.exporter.client.Destination;
import dev.memfleet.exporter.client.FailureReason;
import dev.memfleet.exporter.client.NodeClient;
import dev.memfleet.exporter.client.PollException;
import dev.memfleet.exporter.client.TracedPoll;
import dev.memfleet.exporter.client.Transcript;
import dev.memfleet.exporter.protocol.Refusal;
import dev.memfleet.exporter.protocol.Section;
import dev.memfleet.exporter.protocol.StatsReply;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Scrapes one node once; every failure becomes a result. */
public final class Scraper {
  /** A time that fits in a long. */
  private static final Pattern SECONDS = Pattern.compile("\\d{1,15}");

  private final Catalog catalog;
  private final ScrapeRequest usual;
  private final UnaryOperator<Set<Section>> flags;
  private final Map<ScrapeRequest, Set<Section>> asked = new ConcurrentHashMap<>();
  private final Clock clock;

  /**
   * @param wanted the collectors of a node that has none of its own
   * @param flags applies the command line's switches to the collectors of a node that has its own
   */
  public Scraper(
      Catalog catalog, Set<Section> wanted, UnaryOperator<Set<Section>> flags, Clock clock) {
    this.catalog = catalog;
    this.usual = new ScrapeRequest(wanted, Set.of());
    this.flags = flags;
    this.clock = clock;
  }

  /** A scraper without rules from flags: a node has the wanted collectors, or its own. */
  public Scraper(Catalog catalog, Set<Section> wanted, Clock clock) {
    this(catalog, wanted, own -> own, clock);
  }

  /** What to ask of a node with these collectors, or with the default ones. */
  public ScrapeRequest wanted(Optional<Set<Section>> own) {
    return own.map(only -> ScrapeRequest.exactly(flags.apply(only))).orElse(usual);
  }

  /** Always includes {@code stats}, which shows whether a node is up. */
  private Set<Section> asked(ScrapeRequest wanted) {
    EnumSet<Section> all = copy(catalog.sections(wanted.collectors()));
    all.removeAll(wanted.never());
    all.add(Section.STATS);
    return Collections.unmodifiableSet(all);
  }

  private static EnumSet<Section> copy(Set<Section> sections) {
    EnumSet<Section> copy = EnumSet.noneOf(Section.class);
    copy.addAll(sections);
    return copy;
  }

  /**
   * Scrapes a node. A failed scrape gives a result with the reason; a failed future is a bug in the
   * agent.
   */
  public Future<ScrapeResult> scrape(NodeClient node, Duration timeout) {
    return scrape(node, usual, timeout);
  }

  /** Like {@link #scrape(NodeClient, Duration)}, for these collectors. */
  public Future<ScrapeResult> scrape(NodeClient node, ScrapeRequest wanted, Duration timeout) {
    long start = System.nanoTime();
    Set<Section> collectors = wanted.collectors();
    return node.ask(asked.computeIfAbsent(wanted, this::asked), timeout)
        .map(replies -> answered(replies, collectors, start))
        .recover(
            cause ->
                cause instanceof PollException poll
                    ? Future.succeededFuture(failed(poll, collectors, start))
                    : Future.failedFuture(cause));
  }

  /** Scrapes a node over a separate connection and records a transcript. */
  public Future<Probe> probe(Destination node, ScrapeRequest wanted, Duration timeout) {
    long start = System.nanoTime();
    Transcript transcript = new Transcript();
    List<String> stats = new ArrayList<>();
    return TracedPoll.ask(
            node,
            asked.computeIfAbsent(wanted, this::asked),
            timeout,
            transcript,
            replies -> {
              stats.addAll(Probe.stats(replies));
              return answered(replies, wanted.collectors(), start);
            })
        .recover(
            cause ->
                cause instanceof PollException poll
                    ? Future.succeededFuture(failed(poll, wanted.collectors(), start))
                    : Future.failedFuture(cause))
        .map(result -> Probe.of(transcript, stats, result));
  }

  /** The result of answers already received. */
  public ScrapeResult read(Map<Section, StatsReply> replies) {
    return answered(replies, usual.collectors(), System.nanoTime());
  }

  private ScrapeResult answered(Map<Section, StatsReply> replies, Set<Section> wanted, long start) {
    Instant now = clock.instant();
    StatsSnapshot snapshot = new StatsSnapshot(now, replies);
    String refusal = snapshot.stats().refusal();
    if (refusal != null) {
      FailureReason reason =
          Refusal.wantsCredentials(refusal) ? FailureReason.AUTH : FailureReason.PROTOCOL;
      return failed(new PollException(reason, "the node refused stats: " + refusal), wanted, start);
    }
    if (snapshot.stats().size() == 0) {
      return failed(
          new PollException(FailureReason.PROTOCOL, "the node answered without any stat"),
          wanted,
          start);
    }
    Reading reading = catalog.read(snapshot, wanted);
    if (wanted.contains(Section.STATS) && isUnknown(snapshot)) {
      String message = "none of the node's %d stats is known".formatted(snapshot.stats().size());
      return failed(new PollException(FailureReason.PROTOCOL, message), wanted, start);
    }
    return new ScrapeResult(now, since(start), wanted, null, "", reading, clockOffset(snapshot));
  }

  /**
   * Whether the answer to {@code stats} contains no known stat; every memcached reports an uptime.
   */
  private boolean isUnknown(StatsSnapshot snapshot) {
    if (snapshot.stats().get("uptime") != null) {
      return false;
    }
    StatsSnapshot alone = new StatsSnapshot(snapshot.at(), Map.of(Section.STATS, snapshot.stats()));
    return !catalog.read(alone, Set.of(Section.STATS)).hasValues();
  }

  private static double clockOffset(StatsSnapshot snapshot) {
    String time = snapshot.stats().get("time");
    if (time == null || !SECONDS.matcher(time).matches()) {
      return Double.NaN;
    }
    return Long.parseLong(time) - snapshot.at().toEpochMilli() / 1000.0;
  }

  private ScrapeResult failed(PollException cause, Set<Section> wanted, long start) {
    return new ScrapeResult(
        clock.instant(),
        since(start),
        wanted,
        cause.reason(),
        String.valueOf(cause.getMessage()),
        null,
        Double.NaN);
  }

  private static Duration since(long nanoTime) {
    return Duration.ofNanos(System.nanoTime() - nanoTime);
  }
}
