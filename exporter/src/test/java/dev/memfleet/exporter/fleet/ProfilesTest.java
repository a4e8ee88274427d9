package dev.memfleet.exporter.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.exporter.catalog.Catalog;
import dev.memfleet.exporter.client.FailureReason;
import dev.memfleet.exporter.fake.AuthFileNode;
import dev.memfleet.exporter.fake.EventLoop;
import dev.memfleet.exporter.fake.Script;
import dev.memfleet.exporter.fake.ScriptedNode;
import dev.memfleet.exporter.node.Admission;
import dev.memfleet.exporter.node.AllowedTargets;
import dev.memfleet.exporter.node.Credentials;
import dev.memfleet.exporter.node.NodeAddress;
import dev.memfleet.exporter.node.Profile;
import dev.memfleet.exporter.node.Secret;
import dev.memfleet.exporter.node.SecretSource;
import dev.memfleet.exporter.node.Target;
import dev.memfleet.exporter.node.TargetPattern;
import dev.memfleet.exporter.protocol.Section;
import dev.memfleet.exporter.scrape.Scraper;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ProfilesTest {
  private static final Duration NEVER = Duration.ofHours(1);
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final EventLoop LOOP = new EventLoop();
  private static final Profile RIGHT = profile("right", "hunter2");
  private static final Profile WRONG = profile("wrong", "hunter1");

  private final AuthFileNode node = new AuthFileNode("agent", "hunter2");
  private final ScriptedNode open = new ScriptedNode(Script.minimal());

  @AfterEach
  void stopNodes() {
    node.close();
    open.close();
  }

  @AfterAll
  static void close() throws Exception {
    LOOP.close();
  }

  @Test
  void watch_withAnotherProfile_keepsTheNodeAndOpensANewConnection() throws Exception {
    Fleet fleet = new Fleet(LOOP.vertx(), rules(Profile.PLAIN, AllowedTargets.NONE));
    EventLoop.get(fleet.watch(List.of(target(WRONG))));
    assertThat(fleet.statuses().get(0).last().failure()).isEqualTo(FailureReason.AUTH);
    EventLoop.get(fleet.watch(List.of(target(RIGHT))));
    NodeStatus status = poll(fleet);
    assertThat(status.last().up()).isTrue();
    assertThat(status.polls()).isEqualTo(2);
    int connections = node.accepted();

    Profile renamed = new Profile("other", RIGHT.tls(), RIGHT.credentials(), allowing("a.test"));
    EventLoop.get(fleet.watch(List.of(target(renamed))));
    assertThat(poll(fleet).polls()).isEqualTo(3);
    assertThat(node.accepted()).isEqualTo(connections);
    EventLoop.get(fleet.stop());
    node.awaitOpen(0);
  }

  @Test
  void follow_anotherDefault_isForNodesWithoutAProfile() throws Exception {
    Fleet fleet = new Fleet(LOOP.vertx(), rules(WRONG, AllowedTargets.NONE));
    Target plain = new Target(node.address(), Map.of());
    EventLoop.get(fleet.watch(List.of(plain)));
    assertThat(poll(fleet).last().failure()).isEqualTo(FailureReason.AUTH);
    EventLoop.get(fleet.apply(rules(RIGHT, AllowedTargets.NONE)));
    assertThat(poll(fleet).last().up()).isTrue();
    EventLoop.get(fleet.stop());
  }

  @Test
  void poll_ofWhatIsNeitherKnownNorAllowed_isForbiddenAndSeesNoConnection() throws Exception {
    Fleet fleet = new Fleet(LOOP.vertx(), rules(Profile.PLAIN, AllowedTargets.NONE));
    NodeStatus status = EventLoop.get(fleet.poll(open.address(), LONG));
    assertThat(status.last().failure()).isEqualTo(FailureReason.FORBIDDEN);
    assertThat(status.last().message())
        .isEqualTo(open.address() + " is neither a known node nor among allowed_targets");
    assertThat(open.accepted()).isZero();

    EventLoop.get(fleet.apply(rules(Profile.PLAIN, allowing(open.address().toString()))));
    assertThat(EventLoop.get(fleet.poll(open.address(), LONG)).last().up()).isTrue();

    EventLoop.get(fleet.apply(rules(Profile.PLAIN, AllowedTargets.NONE)));
    open.awaitOpen(0);
    assertThat(EventLoop.get(fleet.poll(open.address(), LONG)).last().failure())
        .isEqualTo(FailureReason.FORBIDDEN);
    EventLoop.get(fleet.stop());
  }

  @Test
  void poll_byAProfileWithCredentials_isForItsOwnNodesAndTargetsAlone() throws Exception {
    Fleet fleet = new Fleet(LOOP.vertx(), rules(Profile.PLAIN, allowing("127.0.0.0/8")));
    EventLoop.get(fleet.watch(List.of(target(RIGHT), new Target(open.address(), Map.of()))));

    assertThat(poll(fleet, open.address(), RIGHT)).isEqualTo(FailureReason.FORBIDDEN);
    assertThat(poll(fleet, NodeAddress.parse("127.0.0.2:1"), RIGHT))
        .isEqualTo(FailureReason.FORBIDDEN);
    assertThat(poll(fleet, node.address(), WRONG)).isEqualTo(FailureReason.FORBIDDEN);
    NodeStatus own = EventLoop.get(fleet.poll(node.address(), Optional.of(RIGHT), LONG));
    assertThat(own.last().up()).isTrue();
    assertThat(own.polls()).isEqualTo(2);
    assertThat(node.requests()).noneMatch(line -> line.contains("hunter1"));

    Profile allowed =
        new Profile("x", RIGHT.tls(), RIGHT.credentials(), allowing(open.address().toString()));
    NodeStatus asked = EventLoop.get(fleet.poll(open.address(), Optional.of(allowed), LONG));
    assertThat(asked.last().up()).isTrue();
    assertThat(open.accepted()).isEqualTo(2);
    EventLoop.get(fleet.stop());
    open.awaitOpen(0);
  }

  private NodeStatus poll(Fleet fleet) throws Exception {
    return EventLoop.get(fleet.poll(node.address(), LONG));
  }

  private static FailureReason poll(Fleet fleet, NodeAddress address, Profile profile)
      throws Exception {
    NodeStatus status = EventLoop.get(fleet.poll(address, Optional.of(profile), LONG));
    return Objects.requireNonNull(status.last().failure(), "up");
  }

  private Target target(Profile profile) {
    return new Target(node.address(), Map.of(), Optional.of(profile));
  }

  private static Profile profile(String name, String password) {
    return new Profile(
        name,
        Optional.empty(),
        Optional.of(new Credentials("agent", new SecretSource.Literal(new Secret(password)))),
        AllowedTargets.NONE);
  }

  private static AllowedTargets allowing(String pattern) {
    return new AllowedTargets(List.of(TargetPattern.parse(pattern)));
  }

  private static PollRules rules(Profile defaultProfile, AllowedTargets allowed) {
    Scraper scraper = new Scraper(Catalog.ALL, EnumSet.of(Section.STATS), Clock.systemUTC());
    PollConfig config = new PollConfig(NEVER, LONG, 8, false, Duration.ZERO);
    Admission admission =
        new Admission(Map.of(Profile.DEFAULT, defaultProfile), Optional.of(allowed));
    return new PollRules(scraper, config, null, admission);
  }
}
