package dev.memfleet.exporter.node;

import dev.memfleet.exporter.yaml.Quoted;
import java.net.InetAddress;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The rules for scrapes on demand: which targets are allowed, and with which profile. A watched
 * node is always allowed with its own profile. Any other target must match an allowed pattern. If
 * the profile has credentials, it must be one of the profile's own patterns; otherwise a client
 * could make the agent send the credentials to any host.
 *
 * @param profiles by name; one is the default
 * @param allowedTargets empty if any target is allowed
 */
public record Admission(Map<String, Profile> profiles, Optional<AllowedTargets> allowedTargets) {
  public Admission {
    profiles = Map.copyOf(profiles);
    if (!profiles.containsKey(Profile.DEFAULT)) {
      throw new IllegalArgumentException("no default profile");
    }
  }

  /** Allows any target. */
  public static Admission open(Profile defaultProfile) {
    return new Admission(Map.of(Profile.DEFAULT, defaultProfile), Optional.empty());
  }

  /** The profile of nodes that have none of their own. */
  public Profile defaultProfile() {
    return Objects.requireNonNull(profiles.get(Profile.DEFAULT));
  }

  /**
   * The addresses at which a target may be scraped; empty if it is forbidden.
   *
   * @param profile other than the one with which the target is watched
   * @param known whether the target is watched
   */
  public Optional<Predicate<InetAddress>> addresses(
      NodeAddress target, Profile profile, boolean known) {
    if (profile.credentials().isPresent()) {
      return profile.allowedTargets().addresses(target);
    }
    if (known || allowedTargets.isEmpty()) {
      return Optional.of(anywhere -> true);
    }
    return allowedTargets.get().or(profile.allowedTargets()).addresses(target);
  }

  /** The message for a forbidden target. */
  public static String refusal(NodeAddress target, Profile profile) {
    return profile.credentials().isPresent()
        ? "%s is neither a node of the profile %s nor among its allowed_targets"
            .formatted(target, Quoted.text(profile.name()))
        : target + " is neither a known node nor among allowed_targets";
  }
}
