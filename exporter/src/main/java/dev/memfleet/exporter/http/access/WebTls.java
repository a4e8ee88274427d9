package dev.memfleet.exporter.http.access;

import dev.memfleet.exporter.node.Secret;
import java.util.List;
import java.util.Optional;

/**
 * How the agent's own pages are encrypted, and which client certificates are accepted.
 *
 * @param certificate our own and its chain, in PEM
 * @param key of our certificate, in PEM
 * @param clientAuthorities that sign client certificates, in PEM; empty for those of the JVM
 * @param allowedNames a client's certificate must have one of these; empty to accept any name
 * @param oldest TLS version
 * @param newest TLS version
 * @param cipherSuites for TLS 1.2 and older; empty for the JVM's own
 * @param ownOrder whether our order of cipher suites takes precedence over the client's
 */
public record WebTls(
    String certificate,
    Secret key,
    ClientAuth clientAuth,
    Optional<String> clientAuthorities,
    List<String> allowedNames,
    TlsVersion oldest,
    TlsVersion newest,
    List<String> cipherSuites,
    boolean ownOrder) {

  public WebTls {
    allowedNames = List.copyOf(allowedNames);
    cipherSuites = List.copyOf(cipherSuites);
  }
}
