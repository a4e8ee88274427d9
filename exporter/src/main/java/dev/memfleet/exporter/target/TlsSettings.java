package dev.memfleet.exporter.target;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How TLS is spoken with nodes. The files are PEM, and read anew for each connection.
 *
 * @param caFile certificates of the authorities to trust, in place of the system's
 * @param certFile our own certificate and its chain, for a node that asks for one
 * @param keyFile the key of our own certificate
 * @param serverName the name to ask for and to find in the certificate, in place of the node's host
 * @param insecureSkipVerify whether any certificate is taken
 */
public record TlsSettings(
    Optional<Path> caFile,
    Optional<Path> certFile,
    Optional<Path> keyFile,
    Optional<String> serverName,
    boolean insecureSkipVerify) {

  public TlsSettings {
    if (certFile.isPresent() != keyFile.isPresent()) {
      throw new IllegalArgumentException("a certificate needs its key, and a key its certificate");
    }
  }
}
