package dev.memfleet.exporter.config;

import dev.memfleet.exporter.node.AllowedTargets;
import dev.memfleet.exporter.node.Profile;
import dev.memfleet.exporter.node.Quoted;
import dev.memfleet.exporter.node.TargetPattern;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads profiles: how to connect to nodes. */
final class ProfilesReader {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]+");

  private final SecurityReader security;

  ProfilesReader(SecurityReader security) {
    this.security = security;
  }

  /** The profiles by name; one with mistakes is there too, in some form. */
  Map<String, Profile> profiles(YamlMapping in) {
    Map<String, Profile> profiles = new LinkedHashMap<>();
    for (String name : in.keys()) {
      if (NAME.matcher(name).matches()) {
        profiles.put(name, profile(name, in.mapping(name).onlyKnownKeys()));
      } else {
        in.keyProblem(
            name,
            "%s is not a name of a profile (expected letters, digits, _ and -)"
                .formatted(Quoted.text(name)));
      }
    }
    return profiles;
  }

  private Profile profile(String name, YamlMapping in) {
    return new Profile(
        name,
        security.tls(in),
        security.credentials(in, "auth"),
        allowedTargets(in),
        NodesReader.collectors(in));
  }

  /** What stands under {@code allowed_targets}. */
  static AllowedTargets allowedTargets(YamlMapping in) {
    return new AllowedTargets(in.parsedAll("allowed_targets", TargetPattern::parse));
  }
}
