package dev.memfleet.exporter.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.exporter.discovery.file.FilePatterns;
import dev.memfleet.exporter.fake.EventLoop;
import dev.memfleet.exporter.fake.LogLines;
import dev.memfleet.exporter.node.NodeAddress;
import dev.memfleet.exporter.node.NodeRules;
import dev.memfleet.exporter.node.Target;
import dev.memfleet.exporter.self.BuildInfo;
import dev.memfleet.exporter.self.InternalErrors;
import dev.memfleet.exporter.self.SelfMetrics;
import dev.memfleet.exporter.self.SelfValues;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DiscoveryTest {
  private static final NodeRules RULES = new NodeRules(Set.of("instance"), Map.of());
  private static final EventLoop LOOP = new EventLoop();
  private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);

  private final List<List<Target>> unions = new CopyOnWriteArrayList<>();
  private final Promise<Void> polled = Promise.promise();
  private final Discovery discovery =
      new Discovery(
          LOOP.vertx(),
          Clock.fixed(NOW, ZoneOffset.UTC),
          union -> {
            unions.add(union);
            return polled.future();
          });

  @AfterAll
  static void close() throws Exception {
    LOOP.close();
  }

  @Test
  void union_hasEachNodeOnce_ofTheFirstSourceThatHasIt() throws Exception {
    apply(
        source("one", Map.of("pool", "p"), node("a", Map.of()), node("b", Map.of("pool", "q"))),
        source("two", Map.of("zone", "z"), node("b", Map.of()), node("c", Map.of())));

    assertThat(unions)
        .containsExactly(
            List.of(
                node("a", Map.of("pool", "p")),
                node("b", Map.of("pool", "q")),
                node("c", Map.of("zone", "z"))));
    assertThat(discovery.statuses())
        .containsExactly(
            new SourceStatus("one", false, 2, true, NOW, null),
            new SourceStatus("two", false, 2, true, NOW, null));
  }

  @Test
  void mistakeInHandlingAnAnswer_isCounted_andTheNextAnswerIsTaken() throws Exception {
    InternalErrors errors = new InternalErrors();
    List<List<Target>> taken = new ArrayList<>();
    Discovery faulty =
        new Discovery(
            LOOP.vertx(),
            Clock.systemUTC(),
            union -> {
              if (union.size() == 1) {
                throw new IllegalStateException("injected");
              }
              taken.add(union);
              return Future.succeededFuture();
            },
            errors);
    NodeRules rules = new NodeRules(Set.of(), Map.of());
    Target a = node("a", Map.of());
    Target b = node("b", Map.of());
    try (LogLines log = LogLines.of(InternalErrors.class)) {
      EventLoop.get(faulty.apply(List.of(source("one", Map.of(), a)), rules));
      EventLoop.get(faulty.apply(List.of(source("one", Map.of(), a, b)), rules));
      assertThat(taken).containsExactly(List.of(a, b));
      assertThat(log.lines()).containsExactly("SEVERE internal error where=discovery");
      SelfMetrics self = new SelfMetrics(new BuildInfo("1", "a", "b"));
      errors.register(self);
      assertThat(SelfValues.of(self, "memcached_exporter_internal_errors_total", "discovery"))
          .isEqualTo(1);
    }
  }

  @Test
  void follow_endsWhenTheNodesWerePolled() throws Exception {
    Future<Void> ready = apply(source("one", Map.of(), node("a", Map.of())));

    assertThat(ready.isComplete()).isFalse();
    polled.complete();
    EventLoop.get(ready);
  }

  @Test
  void follow_ofASourceThatTakesItsTime_endsWhenItsNodesWerePolled(@TempDir Path folder)
      throws Exception {
    Path file = Files.writeString(folder.resolve("nodes.yml"), "- targets: [a]");
    FilePatterns files = new FilePatterns(List.of(file), Duration.ofHours(1));
    CompletableFuture<Void> found = new CompletableFuture<>();
    Discovery slow =
        new Discovery(
            LOOP.vertx(),
            Clock.systemUTC(),
            union -> {
              found.complete(null);
              return polled.future();
            });
    Future<Void> ready =
        EventLoop.get(slow.apply(List.of(new SourceConfig("files", Map.of(), files)), RULES));
    found.get(20, TimeUnit.SECONDS);
    LOOP.call(() -> "the answer is dealt with");

    assertThat(ready.isComplete()).isFalse();
    polled.complete();
    EventLoop.get(ready);
    EventLoop.get(slow.stop());
  }

  @Test
  void follow_withoutNodes_isReadyAtOnce() throws Exception {
    EventLoop.get(apply(source("one", Map.of())));

    assertThat(unions).isEmpty();
  }

  @Test
  void follow_again_addsAndRemovesAndRelabels() throws Exception {
    apply(
        source("one", Map.of(), node("a", Map.of())), source("two", Map.of(), node("b", Map.of())));
    apply(
        source("three", Map.of(), node("c", Map.of())),
        source("two", Map.of("pool", "p"), node("b", Map.of())));
    apply(
        source("three", Map.of(), node("c", Map.of())),
        source("two", Map.of("pool", "p"), node("b", Map.of())));

    assertThat(unions)
        .containsExactly(
            List.of(node("a", Map.of()), node("b", Map.of())),
            List.of(node("c", Map.of()), node("b", Map.of("pool", "p"))));
    assertThat(discovery.statuses()).extracting(SourceStatus::name).containsExactly("three", "two");
  }

  @Test
  void stop_leavesNoNode() throws Exception {
    apply(source("one", Map.of(), node("a", Map.of())));
    EventLoop.get(discovery.stop());

    assertThat(unions).last().isEqualTo(List.of());
    assertThat(discovery.statuses()).isEmpty();
  }

  private Future<Void> apply(SourceConfig... sources) throws Exception {
    return EventLoop.get(discovery.apply(List.of(sources), RULES));
  }

  private static SourceConfig source(String name, Map<String, String> labels, Target... nodes) {
    return new SourceConfig(name, labels, new StaticNodes(Arrays.asList(nodes)));
  }

  private static Target node(String address, Map<String, String> labels) {
    return new Target(NodeAddress.parse(address), labels);
  }
}
