package dev.memfleet.exporter.cli.verbs;

import dev.memfleet.exporter.catalog.Catalog;
import dev.memfleet.exporter.catalog.Metric;
import dev.memfleet.exporter.catalog.Reading;
import dev.memfleet.exporter.client.Connectors;
import dev.memfleet.exporter.client.Destination;
import dev.memfleet.exporter.client.FailureReason;
import dev.memfleet.exporter.client.NodeClient;
import dev.memfleet.exporter.node.NodeAddress;
import dev.memfleet.exporter.node.Profile;
import dev.memfleet.exporter.node.Target;
import dev.memfleet.exporter.protocol.Section;
import dev.memfleet.exporter.scrape.Probe;
import dev.memfleet.exporter.scrape.ScrapeResult;
import dev.memfleet.exporter.scrape.Scraper;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Nodes that are polled directly, each over one connection that stays open until the end, with a
 * concurrency limit. Runs on its own event loop; its methods may be called by one other thread.
 */
final class DirectNodes implements NodeSource {
  private static final int MAX_CONCURRENT = 64;

  private final Vertx vertx;
  private final Context loop;
  private final Connectors connectors;
  private final Duration timeout;
  private final Map<NodeAddress, NodeClient> clients = new HashMap<>();
  private Profile defaultProfile = Profile.PLAIN;
  private List<Target> targets = List.of();
  private List<String> problems = List.of();

  /**
   * @param timeout one deadline for everything asked of a node at a time
   */
  DirectNodes(Duration timeout) {
    this.vertx = newVertx();
    this.loop = vertx.getOrCreateContext();
    this.connectors = new Connectors(vertx);
    this.timeout = timeout;
  }

  private static Vertx newVertx() {
    return Vertx.vertx(
        new VertxOptions()
            .setEventLoopPoolSize(1)
            .setWorkerPoolSize(1)
            .setInternalBlockingPoolSize(1)
            .setPreferNativeTransport(true));
  }

  /** Also used by discovery. */
  Vertx vertx() {
    return vertx;
  }

  Duration timeout() {
    return timeout;
  }

  /**
   * Sets the nodes to poll.
   *
   * @param byDefault profile of nodes that have none of their own
   */
  void select(List<Target> nodes, Profile byDefault, List<String> withProblems) {
    targets = List.copyOf(nodes);
    defaultProfile = byDefault;
    problems = List.copyOf(withProblems);
  }

  @Override
  public List<Target> targets() {
    return targets;
  }

  @Override
  public List<String> problems() {
    return problems;
  }

  @Override
  public List<NodeView> ask(Set<String> metrics, Progress progress) {
    List<ScrapeResult> results = scrape(sections(metrics), progress);
    List<NodeView> views = new ArrayList<>();
    for (int i = 0; i < targets.size(); i++) {
      views.add(view(targets.get(i), results.get(i), metrics));
    }
    return views;
  }

  @Override
  public NodeView ask(Target target, Set<String> metrics) {
    return view(target, scrape(target, sections(metrics)), metrics);
  }

  /** Scrapes these sections of every node, in the order of {@link #targets}. */
  List<ScrapeResult> scrape(Set<Section> sections, Progress progress) {
    Scraper scraper = scraper(sections);
    return await(() -> new Round<>(targets, target -> scrape(scraper, target, progress)).start());
  }

  /** Scrapes these sections of one node. */
  ScrapeResult scrape(Target target, Set<Section> sections) {
    Scraper scraper = scraper(sections);
    return await(() -> scraper.scrape(client(target), timeout));
  }

  /** Scrapes the default sections of one node over a separate connection, with a transcript. */
  Probe probe(Target target) {
    Scraper scraper = scraper(Section.USUAL);
    return await(
        () -> scraper.probe(destination(target), scraper.wanted(Optional.empty()), timeout));
  }

  private static Scraper scraper(Set<Section> sections) {
    return new Scraper(Catalog.ALL, sections, Clock.systemUTC());
  }

  private static Set<Section> sections(Set<String> metrics) {
    Set<Section> sections = EnumSet.noneOf(Section.class);
    Catalog.ALL.metrics().stream()
        .filter(metric -> metrics.contains(metric.name()))
        .forEach(metric -> sections.add(metric.collector()));
    return sections;
  }

  private Future<ScrapeResult> scrape(Scraper scraper, Target target, Progress progress) {
    return scraper.scrape(client(target), timeout).onComplete(ignored -> progress.step());
  }

  private NodeClient client(Target target) {
    return clients.computeIfAbsent(target.address(), unseen -> new NodeClient(destination(target)));
  }

  /** The destination of a node. Event loop only. */
  Destination destination(Target target) {
    return connectors.of(Profile.orDefault(target.profile(), defaultProfile)).to(target.address());
  }

  /** Runs a task on the event loop and waits for its result. */
  <R> R await(Supplier<Future<R>> task) {
    Promise<R> end = Promise.promise();
    loop.runOnContext(ignored -> task.get().onComplete(end));
    return end.future().await();
  }

  static NodeView view(Target target, ScrapeResult result, Set<String> metrics) {
    Reading reading = result.reading();
    FailureReason failure = result.failure();
    if (reading == null || failure != null) {
      String label = failure == null ? "" : failure.label() + ": ";
      return new NodeView(target, label + result.message(), new Series());
    }
    return new NodeView(target, null, series(reading, metrics));
  }

  private static Series series(Reading reading, Set<String> metrics) {
    Series series = new Series();
    try {
      for (int i = 0; i < Catalog.ALL.size(); i++) {
        Metric metric = Catalog.ALL.metrics().get(i);
        if (metrics.contains(metric.name())) {
          Catalog.ALL.forEachValue(i, reading, series.visitor(metric));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return series;
  }

  @Override
  public void close() {
    try {
      vertx.close().await(2, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new IllegalStateException("sockets did not close in time", e);
    }
  }

  /** Runs one task per element with a concurrency limit. Event loop only. */
  private static final class Round<T, R> {
    private final List<T> all;
    private final Function<T, Future<R>> task;
    private final List<@Nullable Future<R>> ends = new ArrayList<>();
    private final Promise<List<R>> done = Promise.promise();
    private int running;

    Round(List<T> all, Function<T, Future<R>> task) {
      this.all = all;
      this.task = task;
    }

    Future<List<R>> start() {
      next();
      return done.future();
    }

    private void next() {
      while (running < MAX_CONCURRENT && ends.size() < all.size()) {
        running++;
        Future<R> end = task.apply(all.get(ends.size()));
        ends.add(end);
        end.onComplete(
            ended -> {
              running--;
              next();
            });
      }
      if (running == 0 && ends.size() == all.size()) {
        Future.all(ends).map(ended -> ended.<R>list()).onComplete(done);
      }
    }
  }
}
