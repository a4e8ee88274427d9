package dev.memfleet.exporter.node;

import dev.memfleet.exporter.settings.Key;
import dev.memfleet.exporter.settings.Keys;
import dev.memfleet.exporter.settings.Type;
import dev.memfleet.exporter.settings.YamlMapping;
import dev.memfleet.exporter.yaml.Quoted;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The TLS settings for connections to a server. The files are PEM, and are read for each
 * connection.
 *
 * @param caFile certificates of the authorities to trust, instead of the system's
 * @param certFile our own certificate and its chain, for a node that requires one
 * @param keyFile the key of our own certificate
 * @param serverName the name to send (SNI) and to verify in the certificate, instead of the node's
 *     host
 * @param insecureSkipVerify whether any certificate is accepted
 */
public record TlsSettings(
    Optional<Path> caFile,
    Optional<Path> certFile,
    Optional<Path> keyFile,
    Optional<String> serverName,
    boolean insecureSkipVerify) {

  public static final Keys<TlsSettings> KEYS = new Keys<>();

  // spotless:off
  private static final Key<Path> CA_FILE = KEYS.optional("ca_file", Type.FILE, TlsSettings::caFile, "PEM file with the CA certificates to trust, instead of Java's.");
  private static final Key<Path> CERT_FILE = KEYS.optional("cert_file", Type.FILE, TlsSettings::certFile, "PEM file with the client certificate and its chain, for servers that require one.");
  private static final Key<Path> KEY_FILE = KEYS.optional("key_file", Type.FILE, TlsSettings::keyFile, "PEM file with the key of that certificate.");
  private static final Key<String> SERVER_NAME = KEYS.optional("server_name", Type.text("host", TlsSettings::canonicalServerName), TlsSettings::serverName, "Name that the server's certificate must have, instead of its host.");
  private static final Key<Boolean> INSECURE_SKIP_VERIFY = KEYS.key("insecure_skip_verify", Type.BOOLEAN, false, TlsSettings::insecureSkipVerify, "Do not verify the server's certificate.");
  // spotless:on

  /** Trusts the system's authorities, and has no certificate of our own. */
  public static final TlsSettings DEFAULT =
      new TlsSettings(
          Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), false);

  public TlsSettings {
    serverName = serverName.map(TlsSettings::canonicalServerName);
    if (certFile.isPresent() != keyFile.isPresent()) {
      throw new IllegalArgumentException("certificate and key must be set together");
    }
  }

  /** Empty if only one of our certificate and its key is given. */
  public static Optional<TlsSettings> read(YamlMapping in) {
    Optional<Path> ca = CA_FILE.given(in);
    Optional<Path> cert = CERT_FILE.given(in);
    Optional<Path> key = KEY_FILE.given(in);
    Optional<String> serverName = SERVER_NAME.given(in);
    boolean insecure = INSECURE_SKIP_VERIFY.of(in);
    if (CERT_FILE.isIn(in) != KEY_FILE.isIn(in)) {
      in.problem("cert_file and key_file must be set together");
    }
    return cert.isPresent() == key.isPresent()
        ? Optional.of(new TlsSettings(ca, cert, key, serverName, insecure))
        : Optional.empty();
  }

  /** A copy without our certificate and without settings for one server. */
  public TlsSettings forAnyServer() {
    return new TlsSettings(
        caFile, Optional.empty(), Optional.empty(), Optional.empty(), insecureSkipVerify);
  }

  /** The name to verify in the certificate of a node; empty when there is none. */
  public String peer(NodeAddress node) {
    return serverName.orElse(HostName.relative(node.host()));
  }

  /**
   * The server name for the handshake (SNI), which is never an address. A name with an underscore
   * is only verified in the certificate, because the JDK cannot send it.
   */
  public Optional<String> indicatedName() {
    return serverName.filter(name -> !IpAddress.isLiteral(name) && HostName.isStrict(name));
  }

  /**
   * A name or an address in the form used by certificates.
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
