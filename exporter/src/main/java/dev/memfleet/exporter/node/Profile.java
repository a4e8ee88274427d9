package dev.memfleet.exporter.node;

import java.util.Optional;

/**
 * How to connect to a node.
 *
 * @param tls empty for plain text
 * @param credentials empty for a node that wants none
 * @param allowedTargets what may be asked this way on request, besides the nodes that have it
 */
public record Profile(
    String name,
    Optional<TlsSettings> tls,
    Optional<Credentials> credentials,
    AllowedTargets allowedTargets) {

  /** The name of the profile of every node that has none of its own. */
  public static final String DEFAULT = "default";

  /** Plain text and no credentials. */
  public static final Profile PLAIN =
      new Profile(DEFAULT, Optional.empty(), Optional.empty(), AllowedTargets.NONE);

  /** That profile, or the default where there is none and where it is meant by its name. */
  public static Profile orDefault(Optional<Profile> own, Profile byDefault) {
    return own.filter(profile -> !profile.name().equals(DEFAULT)).orElse(byDefault);
  }

  /** This profile, with other TLS. */
  public Profile withTls(Optional<TlsSettings> other) {
    return new Profile(name, other, credentials, allowedTargets);
  }
}
