package dev.memfleet.exporter.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.exporter.fake.LogLines;
import dev.memfleet.exporter.node.AllowedTargets;
import dev.memfleet.exporter.node.NodeAddress;
import dev.memfleet.exporter.node.NodeRules;
import dev.memfleet.exporter.node.Profile;
import dev.memfleet.exporter.node.Target;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TrackedSourceTest {
  private static final NodeRules RULES = new NodeRules(Set.of("instance"), Map.of());
  private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);
  private static final Target A = new Target(NodeAddress.parse("a"), Map.of());
  private static final Target B = new Target(NodeAddress.parse("b"), Map.of());
  private static final SourceConfig CONFIG =
      new SourceConfig("s", Map.of(), new StaticNodes(List.of()));

  private static final Profile PROFILE =
      new Profile("p", Optional.empty(), Optional.empty(), AllowedTargets.NONE);

  private final Silent source = new Silent();
  private int changes;
  private final TrackedSource known = known();

  /** Says what the test says through its listener. */
  private static final class Silent implements Source {
    private int stops;

    @Override
    public void start(Listener listener) {
      // the test speaks for it
    }

    @Override
    public void stop() {
      stops++;
    }
  }

  private TrackedSource known() {
    return known(nodes -> true);
  }

  private TrackedSource known(Predicate<List<Target>> withinLimit) {
    Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    return new TrackedSource(CONFIG, source, RULES, clock, withinLimit, () -> changes++);
  }

  private static Answer answer(List<Target> nodes, List<String> problems) {
    return new Answer(nodes, problems, Duration.ZERO);
  }

  @Test
  void beforeTheFirstAnswer_thereIsNothing() {
    known.start();

    assertThat(known.status()).isEqualTo(new SourceStatus("s", false, 0, false, null, null));
    assertThat(known.firstAnswer().isComplete()).isFalse();
  }

  @Test
  void failure_keepsTheLastGoodAnswer_andCountsAsFirst() {
    known.found(answer(List.of(A, B), List.of()));
    known.failed(List.of("not there"));

    assertThat(known.nodes()).containsExactly(A, B);
    assertThat(known.status())
        .isEqualTo(new SourceStatus("s", false, 2, false, NOW, List.of("not there"), NOW, null));
    assertThat(changes).isEqualTo(2);

    TrackedSource other = known();
    other.failed(List.of("not there"));
    assertThat(other.firstAnswer().isComplete()).isTrue();
    assertThat(other.status())
        .isEqualTo(new SourceStatus("s", false, 0, false, null, List.of("not there"), NOW, null));
  }

  @Test
  void failure_isSaidInASentence_untilTheNextGoodAnswer() {
    assertThat(known.status().failure()).isEmpty();
    known.failed(List.of("not there", "nor here"));
    assertThat(known.status().failure())
        .contains("source s has failed since 08:00:00 UTC: not there (and 1 more)");
    known.found(answer(List.of(A), List.of()));
    assertThat(known.status().failure()).isEmpty();
  }

  @Test
  void emptyAnswer_isAnAnswer() {
    known.found(answer(List.of(A), List.of()));
    known.found(answer(List.of(), List.of()));

    assertThat(known.nodes()).isEmpty();
    assertThat(known.status().success()).isTrue();
  }

  @Test
  void answerWithProblems_countsButIsNoSuccess() {
    known.found(answer(List.of(A), List.of("half of it is missing")));

    assertThat(known.nodes()).containsExactly(A);
    assertThat(known.status())
        .isEqualTo(
            new SourceStatus(
                "s", false, 1, false, null, List.of("half of it is missing"), NOW, null));
  }

  @Test
  void answerWithProblems_isLoggedAsPartial_andOnceOnly() {
    try (LogLines log = LogLines.of(TrackedSource.class)) {
      known.found(answer(List.of(A), List.of("line 2: no address", "line 3: no port")));
      known.found(answer(List.of(A), List.of("line 2: no address", "line 3: no port")));
      assertThat(log.lines())
          .containsExactly(
              "WARNING source answered in part source=s err=line 2: no address",
              "WARNING source answered in part source=s err=line 3: no port");

      known.found(answer(List.of(A), List.of()));
      assertThat(log.lines()).last().isEqualTo("INFO source recovered source=s");
    }
  }

  @Test
  void failure_isLoggedAsFailure() {
    try (LogLines log = LogLines.of(TrackedSource.class)) {
      known.failed(List.of("not there"));
      assertThat(log.lines()).containsExactly("WARNING source failed source=s err=not there");
    }
  }

  @Test
  void answerOverTheLimit_isRefused_andLogged_andTheNodesStay() {
    TrackedSource limited = known(nodes -> nodes.size() <= 1);
    limited.found(answer(List.of(A), List.of()));
    try (LogLines log = LogLines.of(TrackedSource.class)) {
      limited.found(answer(List.of(A, B), List.of()));
      assertThat(log.lines())
          .containsExactly("WARNING source refused source=s err=" + RULES.budget().refusal());

      limited.found(answer(List.of(B), List.of()));
      assertThat(log.lines()).last().isEqualTo("INFO source recovered source=s");
    }
    assertThat(limited.nodes()).containsExactly(B);
  }

  @Test
  void problemsBeyondTheTenth_areLoggedAsTheirNumber() {
    try (LogLines log = LogLines.of(TrackedSource.class)) {
      List<String> problems = IntStream.rangeClosed(1, 30).mapToObj(i -> "line " + i).toList();
      known.found(answer(List.of(), problems));
      assertThat(log.lines())
          .hasSizeLessThan(30)
          .startsWith("WARNING source answered in part source=s err=line 1")
          .last()
          .asString()
          .matches("WARNING source answered in part source=s err=\\d+ more problems");
    }
  }

  @Test
  void otherLabels_suit_andShowAtOnce() {
    known.found(answer(List.of(A), List.of()));
    SourceConfig labelled = new SourceConfig("s", Map.of("pool", "p"), CONFIG.origin());

    assertThat(known.matches(labelled, RULES)).isTrue();
    assertThat(known.matches(labelled, new NodeRules(Set.of("node"), Map.of()))).isFalse();
    assertThat(known.matches(new SourceConfig("s", Map.of(), new StaticNodes(List.of(A))), RULES))
        .isFalse();
    assertThat(known.matches(labelled, new NodeRules(Set.of("instance"), Map.of("p", PROFILE))))
        .isFalse();
    assertThat(
            known.matches(
                new SourceConfig(
                    "s", Map.of(), Optional.of(PROFILE), Optional.empty(), CONFIG.origin()),
                RULES))
        .isFalse();
    known.apply(labelled);
    assertThat(known.nodes()).containsExactly(new Target(A.address(), Map.of("pool", "p")));
  }

  @Test
  void successor_hasTheNodesUntilItsOwnAnswer() {
    known.found(answer(List.of(A), List.of()));
    TrackedSource successor = known();
    successor.inherit(known);

    assertThat(successor.nodes()).containsExactly(A);
    successor.failed(List.of("not there"));
    assertThat(successor.nodes()).containsExactly(A);
    successor.found(answer(List.of(B), List.of()));
    assertThat(successor.nodes()).containsExactly(B);
  }

  @Test
  void afterItsStop_itIsIgnored_andNothingWaitsForIt() {
    known.stop();
    known.found(answer(List.of(A), List.of()));
    known.failed(List.of("too late"));

    assertThat(source.stops).isEqualTo(1);
    assertThat(known.firstAnswer().isComplete()).isTrue();
    assertThat(known.nodes()).isEmpty();
    assertThat(changes).isZero();
  }
}
