package dev.memfleet.exporter.node;

import dev.memfleet.exporter.protocol.Section;
import dev.memfleet.exporter.settings.GoDuration;
import dev.memfleet.exporter.settings.Key;
import dev.memfleet.exporter.settings.Keys;
import dev.memfleet.exporter.settings.Type;
import dev.memfleet.exporter.settings.YamlMapping;
import dev.memfleet.exporter.yaml.Quoted;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How to connect to a node.
 *
 * @param tls empty for plain text
 * @param credentials empty for a node without a login
 * @param allowedTargets targets that may be scraped on demand with this profile, besides its nodes
 * @param collectors the only ones for its nodes; empty for the default ones
 * @param canaryInterval from one canary of a node to its next; zero for none
 */
public record Profile(
    String name,
    Optional<TlsSettings> tls,
    Optional<Credentials> credentials,
    AllowedTargets allowedTargets,
    Optional<Set<Section>> collectors,
    Duration canaryInterval) {

  public static final Keys<Profile> KEYS = new Keys<>();

  // spotless:off
  private static final Key<TlsSettings> TLS = KEYS.block("tls", TlsSettings.KEYS, TlsSettings::read, Profile::tls);
  private static final Key<Credentials> AUTH = KEYS.block("auth", Credentials.KEYS, Credentials::read, Profile::credentials);
  private static final Key<AllowedTargets> ALLOWED_TARGETS = KEYS.key("allowed_targets", AllowedTargets.TYPE, AllowedTargets.NONE, profile -> profile.allowedTargets.patterns().isEmpty() ? null : profile.allowedTargets, "Targets that `/scrape` may poll with this profile, besides the nodes that have it.");
  private static final Key<Set<Section>> COLLECTORS = KEYS.optional("collectors", Target.COLLECTORS_TYPE, Profile::collectors, "The only collectors for each node that has this profile: `stats`, `settings`, `items`, `slabs` and those that are off by default. If not set, those of `collectors`.");
  private static final Key<Duration> CANARY_INTERVAL = KEYS.key("canary_interval", Type.text("duration", text -> checkedCanary(GoDuration.parse(text))).written(GoDuration::format), Duration.ZERO, Profile::canaryInterval, "Time between two canaries of each node that has this profile, 1s or more: an item is stored, read and deleted. 0 for none.");
  // spotless:on

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]+");

  /** The name of the default profile, for nodes that have none of their own. */
  public static final String DEFAULT = "default";

  /** Plain text and no credentials. */
  public static final Profile PLAIN =
      new Profile(DEFAULT, Optional.empty(), Optional.empty(), AllowedTargets.NONE);

  public Profile {
    checkedCanary(canaryInterval);
  }

  private static Duration checkedCanary(Duration interval) {
    if (!interval.isZero() && interval.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException("expected 0, or 1s or more");
    }
    return interval;
  }

  /** A profile with the default collectors and no canary. */
  public Profile(
      String name,
      Optional<TlsSettings> tls,
      Optional<Credentials> credentials,
      AllowedTargets allowedTargets) {
    this(name, tls, credentials, allowedTargets, Optional.empty(), Duration.ZERO);
  }

  /** Reads the profiles by name, without invalid values and without profiles of an invalid name. */
  public static Map<String, Profile> read(YamlMapping in) {
    Map<String, Profile> profiles = new LinkedHashMap<>();
    for (String name : in.keys()) {
      if (NAME.matcher(name).matches()) {
        profiles.put(name, read(name, in.mapping(name).only(KEYS.names())));
      } else {
        in.keyProblem(
            name,
            "%s is not a name of a profile (expected letters, digits, _ and -)"
                .formatted(Quoted.text(name)));
      }
    }
    return profiles;
  }

  private static Profile read(String name, YamlMapping in) {
    return new Profile(
        name,
        TLS.given(in),
        AUTH.given(in),
        ALLOWED_TARGETS.of(in),
        COLLECTORS.given(in),
        CANARY_INTERVAL.of(in));
  }

  /** The given profile; the default one if it is empty or refers to the default by name. */
  public static Profile orDefault(Optional<Profile> own, Profile byDefault) {
    return own.filter(profile -> !profile.name().equals(DEFAULT)).orElse(byDefault);
  }

  /** A copy with other TLS settings. */
  public Profile withTls(Optional<TlsSettings> other) {
    return new Profile(name, other, credentials, allowedTargets, collectors, canaryInterval);
  }
}
