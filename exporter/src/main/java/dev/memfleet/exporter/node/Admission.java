package dev.memfleet.exporter.node;

import dev.memfleet.exporter.yaml.Quoted;
import java.net.InetAddress;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What may be asked on request, and how. Watched nodes may be asked as they are watched. Anything
 * else needs a pattern that allows it; where credentials would be sent, a pattern of the very
 * profile, because whoever may request could otherwise have them sent to a host of their own.
 *
 * @param profiles by name; one is the default
 * @param allowedTargets empty where anything may be asked
 */
public record Admission(Map<String, Profile> profiles, Optional<AllowedTargets> allowedTargets) {
  public Admission {
    profiles = Map.copyOf(profiles);
    if (!profiles.containsKey(Profile.DEFAULT)) {
      throw new IllegalArgumentException("no default profile");
    }
  }

  /** Anything may be asked. */
  public static Admission open(Profile defaultProfile) {
    return new Admission(Map.of(Profile.DEFAULT, defaultProfile), Optional.empty());
  }

  /** How nodes are asked that have no profile of their own. */
  public Profile defaultProfile() {
    return Objects.requireNonNull(profiles.get(Profile.DEFAULT));
  }

  /**
   * The addresses at which a target may be asked; empty when it may be asked nowhere.
   *
   * @param profile other than that by which the target is watched
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

  /** Why a target may not be asked. */
  public static String refusal(NodeAddress target, Profile profile) {
    return profile.credentials().isPresent()
        ? "%s is neither a node of the profile %s nor among its allowed_targets"
            .formatted(target, Quoted.text(profile.name()))
        : target + " is neither a known node nor among allowed_targets";
  }
}
