package dev.memfleet.exporter.node;

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

  /** The system's authorities, and no certificate of our own. */
  public static final TlsSettings DEFAULT =
      new TlsSettings(
          Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), false);

  public TlsSettings {
    serverName = serverName.map(TlsSettings::canonicalServerName);
    if (certFile.isPresent() != keyFile.isPresent()) {
      throw new IllegalArgumentException("a certificate needs its key, and a key its certificate");
    }
  }

  /** These settings without what they say of us and of one server. */
  public TlsSettings forAnyServer() {
    return new TlsSettings(
        caFile, Optional.empty(), Optional.empty(), Optional.empty(), insecureSkipVerify);
  }

  /** The name to find in the certificate of a node; empty when there is none. */
  public String peer(NodeAddress node) {
    return serverName.orElse(HostName.relative(node.host()));
  }

  /**
   * The server name to ask for in the handshake, which no address is. A name with an underscore is
   * not asked for, because the JDK cannot, but found in the certificate.
   */
  public Optional<String> indicatedName() {
    return serverName.filter(name -> !IpAddress.isLiteral(name) && HostName.isStrict(name));
  }

  /**
   * A name or an address as a certificate has it.
   *
   * @throws IllegalArgumentException saying what is wrong
   */
  public static String canonicalServerName(String text) {
    HostPort name;
    try {
      name = HostPort.parse(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(Quoted.text(text) + ": " + e.getMessage(), e);
    }
    if (name.port().isPresent() || name.host().isEmpty()) {
      throw new IllegalArgumentException(Quoted.text(text) + ": expected a host without a port");
    }
    return HostName.relative(name.host());
  }
}
