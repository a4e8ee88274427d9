package dev.memfleet.exporter.node;

import dev.memfleet.exporter.protocol.Section;
import java.util.Optional;
import java.util.Set;

/**
 * How to connect to a node.
 *
 * @param tls empty for plain text
 * @param credentials empty for a node that wants none
 * @param allowedTargets what may be asked this way on request, besides the nodes that have it
 * @param collectors the only ones for its nodes; empty for the usual ones
 */
public record Profile(
    String name,
    Optional<TlsSettings> tls,
    Optional<Credentials> credentials,
    AllowedTargets allowedTargets,
    Optional<Set<Section>> collectors) {

  /** The name of the profile of every node that has none of its own. */
  public static final String DEFAULT = "default";

  /** Plain text and no credentials. */
  public static final Profile PLAIN =
      new Profile(DEFAULT, Optional.empty(), Optional.empty(), AllowedTargets.NONE);

  /** A profile with the usual collectors. */
  public Profile(
      String name,
      Optional<TlsSettings> tls,
      Optional<Credentials> credentials,
      AllowedTargets allowedTargets) {
    this(name, tls, credentials, allowedTargets, Optional.empty());
  }

  /** That profile, or the default where there is none and where it is meant by its name. */
  public static Profile orDefault(Optional<Profile> own, Profile byDefault) {
    return own.filter(profile -> !profile.name().equals(DEFAULT)).orElse(byDefault);
  }

  /** This profile, with other TLS. */
  public Profile withTls(Optional<TlsSettings> other) {
    return new Profile(name, other, credentials, allowedTargets, collectors);
  }
}
