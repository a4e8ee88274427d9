package dev.memfleet.exporter.http.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.memfleet.exporter.certificate.Authority;
import dev.memfleet.exporter.certificate.Issued;
import dev.memfleet.exporter.http.access.WebConfig.RateLimit;
import dev.memfleet.exporter.node.Secret;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WebGuardTest {
  private static final Secret HASH =
      new Secret("$2b$04$abcdefghijklmnopqrstuujZkTwHUiJ9XdZPwKfcfDo7dMp5DjlTu");
  private static final RateLimit THREE = new RateLimit(Duration.ofHours(1), 3);
  private static final Authority AUTHORITY = new Authority("agents");

  private final WebGuard guard = new WebGuard();

  @Test
  void withoutAConfig_everybodyIsAdmitted_inPlainText() throws Exception {
    assertThat(admit(null)).isEqualTo(Verdict.ADMITTED);
    assertThat(admit("anything")).isEqualTo(Verdict.ADMITTED);
    assertThat(guard.tls()).isEmpty();
    assertThat(guard.certificateExpiry()).isEmpty();
  }

  @Test
  void users_mustLogIn_andAreKnownFromThenOn() throws Exception {
    apply(config(Map.of("alice", HASH), null));
    assertThat(admit(null)).isEqualTo(Verdict.UNAUTHORIZED);
    assertThat(admit(basic("alice", "wrong"))).isEqualTo(Verdict.UNAUTHORIZED);
    assertThat(admit(basic("bob", "wonderland"))).isEqualTo(Verdict.UNAUTHORIZED);
    assertThat(admit(basic("alice", "wonderland"))).isEqualTo(Verdict.ADMITTED);
    assertThat(ask(basic("alice", "wonderland")).isComplete()).as("at once").isTrue();
    assertThat(guard.count(Verdict.UNAUTHORIZED)).isEqualTo(3);
    apply(config(Map.of(), null));
    assertThat(admit(null)).isEqualTo(Verdict.ADMITTED);
  }

  @Test
  void rateLimit_isForAll() throws Exception {
    apply(config(Map.of(), THREE));
    for (int i = 0; i < 3; i++) {
      assertThat(admit(null)).isEqualTo(Verdict.ADMITTED);
    }
    assertThat(admit(null)).isEqualTo(Verdict.RATE_LIMITED);
    apply(
        new WebConfig(
            Optional.empty(), true, Map.of("a", "b"), Map.of(), Optional.of(THREE), List.of()));
    assertThat(admit(null)).as("the same limit goes on").isEqualTo(Verdict.RATE_LIMITED);
    apply(config(Map.of(), null));
    assertThat(admit(null)).isEqualTo(Verdict.ADMITTED);
  }

  @Test
  void rateLimit_usedUpByWrongLogins_isLeftToThoseWhoMayComeIn() throws Exception {
    apply(config(Map.of("alice", HASH), THREE));
    assertThat(admit(basic("alice", "wonderland"))).isEqualTo(Verdict.ADMITTED);
    for (int i = 0; i < 10; i++) {
      admit(basic("alice", "wrong" + i));
    }
    assertThat(admit(basic("alice", "wrong"))).isEqualTo(Verdict.RATE_LIMITED);
    assertThat(admit(null)).isEqualTo(Verdict.RATE_LIMITED);
    for (int i = 0; i < 3; i++) {
      assertThat(admit(basic("alice", "wonderland"))).isEqualTo(Verdict.ADMITTED);
    }
    assertThat(admit(basic("alice", "wonderland"))).isEqualTo(Verdict.RATE_LIMITED);
  }

  @Test
  void tls_canBeChangedButNotTurnedOnOrOff() {
    apply(config(Map.of(), null));
    assertThat(guard.tls()).isEmpty();
    assertThatThrownBy(() -> apply(tls(AUTHORITY.issue("a"))))
        .hasMessage("turning TLS on or off requires a restart");

    WebGuard encrypting = new WebGuard();
    Instant end = Instant.now().plus(Duration.ofDays(3)).truncatedTo(ChronoUnit.SECONDS);
    encrypting.apply(tls(AUTHORITY.issue(end, "a")));
    assertThat(encrypting.tls()).isPresent();
    assertThat(encrypting.certificateExpiry()).hasValue(end);
    encrypting.apply(tls(AUTHORITY.issue(end.plusSeconds(60), "a")));
    assertThat(encrypting.certificateExpiry()).hasValue(end.plusSeconds(60));
    assertThatThrownBy(() -> encrypting.apply(WebConfig.NONE))
        .hasMessage("turning TLS on or off requires a restart");
    assertThat(encrypting.certificateExpiry()).hasValue(end.plusSeconds(60));
  }

  @Test
  void config_thatCannotBeFollowed_changesNothing() throws Exception {
    Issued one = AUTHORITY.issue("a");
    Issued other = AUTHORITY.issue("a");
    apply(config(Map.of("alice", HASH), null));
    assertThatThrownBy(() -> apply(tls(new Issued(one.certificate(), other.key(), one.end()))))
        .hasMessage(
            "certificate and key cannot be used: the private key does not match the certificate");
    assertThatThrownBy(() -> apply(tls(new Issued("nonsense", one.key(), one.end()))))
        .hasMessageContaining("cannot be used: no certificate");
    assertThatThrownBy(() -> apply(tls(new Issued(one.certificate(), "nonsense", one.end()))))
        .hasMessageContaining("cannot be used: no private key")
        .hasMessageNotContaining("nonsense");
    assertThat(admit(null)).isEqualTo(Verdict.UNAUTHORIZED);
  }

  private void apply(WebConfig config) {
    guard.apply(config);
  }

  private static WebConfig config(Map<String, Secret> users, @Nullable RateLimit limit) {
    return new WebConfig(
        Optional.empty(), true, Map.of(), users, Optional.ofNullable(limit), List.of());
  }

  private static WebConfig tls(Issued own) {
    WebTls tls =
        new WebTls(
            own.certificate(),
            new Secret(own.key()),
            ClientAuth.NONE,
            Optional.empty(),
            List.of(),
            TlsVersion.TLS12,
            TlsVersion.TLS13,
            List.of(),
            true);
    return new WebConfig(Optional.of(tls), true, Map.of(), Map.of(), Optional.empty(), List.of());
  }

  private Future<Verdict> ask(@Nullable String header) {
    return guard.admit(header, "127.0.0.1");
  }

  private Verdict admit(@Nullable String header) throws Exception {
    return ask(header).toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  private static String basic(String user, String password) {
    byte[] pair = (user + ":" + password).getBytes(UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }
}
