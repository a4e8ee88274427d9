package dev.memfleet.exporter.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AdmissionTest {
  private static final NodeAddress ANY = NodeAddress.parse("a.test");
  private static final Profile TLS =
      new Profile("tls", Optional.empty(), Optional.empty(), allowing("*.tls.test"));
  private static final Profile PROD =
      new Profile(
          "prod",
          Optional.empty(),
          Optional.of(new Credentials("agent", new SecretSource.Literal(new Secret("x")))),
          allowing("*.prod.test", "127.0.1.0/24"));
  private static final Map<String, Profile> PROFILES =
      Map.of(Profile.DEFAULT, Profile.PLAIN, "tls", TLS, "prod", PROD);

  @Test
  void withoutAFile_anythingMayBeAsked() {
    assertThat(Admission.open(Profile.PLAIN).addresses(ANY, Profile.PLAIN, false)).isPresent();
  }

  @Test
  void withNothingAllowed_onlyKnownNodesMay() {
    Admission admission = new Admission(PROFILES, Optional.of(AllowedTargets.NONE));
    assertThat(admission.addresses(ANY, Profile.PLAIN, false)).isEmpty();
    assertThat(admission.addresses(ANY, Profile.PLAIN, true)).isPresent();
    assertThat(admission.addresses(ANY, TLS, true)).isPresent();
  }

  @Test
  void withPatterns_whatTheyAllowMay_orThoseOfTheProfile() {
    Admission admission = new Admission(PROFILES, Optional.of(allowing("a.test")));
    NodeAddress ofTls = NodeAddress.parse("b.tls.test");
    assertThat(admission.addresses(ANY, Profile.PLAIN, false)).isPresent();
    assertThat(admission.addresses(ANY, TLS, false)).isPresent();
    assertThat(admission.addresses(ofTls, TLS, false)).isPresent();
    assertThat(admission.addresses(ofTls, Profile.PLAIN, false)).isEmpty();
  }

  @Test
  void credentials_goOnlyWhereTheirProfileSays() throws Exception {
    Admission admission = new Admission(PROFILES, Optional.of(allowing("a.test", "0.0.0.0/0")));
    NodeAddress prod = NodeAddress.parse("a.prod.test");
    assertThat(admission.addresses(prod, PROD, false)).isPresent();
    for (boolean known : new boolean[] {true, false}) {
      assertThat(admission.addresses(ANY, PROD, known).orElseThrow())
          .accepts(InetAddress.getByName("127.0.1.9"))
          .rejects(InetAddress.getByName("127.0.2.9"));
    }
    Profile everywhere =
        new Profile("all", Optional.empty(), PROD.credentials(), AllowedTargets.NONE);
    assertThat(Admission.open(everywhere).addresses(ANY, everywhere, true)).isEmpty();
  }

  @Test
  void refusal_saysWhereToAllowIt() {
    assertThat(Admission.refusal(ANY, Profile.PLAIN))
        .isEqualTo("a.test:11211 is neither a known node nor among allowed_targets");
    assertThat(Admission.refusal(ANY, PROD))
        .isEqualTo(
            "a.test:11211 is neither a node of the profile \"prod\" nor among its allowed_targets");
  }

  @Test
  void profiles_withoutADefault_areRefused() {
    assertThatThrownBy(() -> new Admission(Map.of("tls", TLS), Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static AllowedTargets allowing(String... patterns) {
    return new AllowedTargets(List.of(patterns).stream().map(TargetPattern::parse).toList());
  }
}
