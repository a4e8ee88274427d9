package dev.memfleet.exporter.client;

import java.util.Optional;

/**
 * How to connect to a node.
 *
 * @param tls empty for plain text
 * @param credentials empty for a node that wants none
 */
public record Profile(Optional<TlsSettings> tls, Optional<Credentials> credentials) {
  /** Plain text and no credentials. */
  public static final Profile PLAIN = new Profile(Optional.empty(), Optional.empty());
}
