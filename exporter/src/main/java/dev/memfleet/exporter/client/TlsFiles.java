package dev.memfleet.exporter.client;

import dev.memfleet.exporter.node.OneTrustManager;
import dev.memfleet.exporter.node.PemCertificates;
import dev.memfleet.exporter.node.PemIdentity;
import dev.memfleet.exporter.node.TlsSettings;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.TrustOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/** The contents of a client's certificate files. */
public record TlsFiles(Optional<Buffer> ca, Optional<Buffer> cert, Optional<Buffer> key) {
  static final TlsFiles NONE = new TlsFiles(Optional.empty(), Optional.empty(), Optional.empty());

  private static final List<String> PROTOCOLS = List.of("TLSv1.2", "TLSv1.3");

  /** May block. */
  public static TlsFiles read(TlsSettings settings) throws PollException {
    return new TlsFiles(
        read("ca_file", settings.caFile()),
        read("cert_file", settings.certFile()),
        read("key_file", settings.keyFile()));
  }

  private static Optional<Buffer> read(String name, Optional<Path> file) throws PollException {
    try {
      return file.isEmpty()
          ? Optional.empty()
          : Optional.of(Buffer.buffer(Files.readAllBytes(file.get())));
    } catch (IOException e) {
      throw new PollException(
          FailureReason.TLS, "cannot read the " + name + ": " + FileProblem.text(e));
    }
  }

  /** The TLS options of a client with these files. */
  public ClientSSLOptions options(TlsSettings settings) throws PollException {
    boolean verify = !settings.insecureSkipVerify();
    ClientSSLOptions options =
        new ClientSSLOptions()
            .setEnabledSecureTransportProtocols(new LinkedHashSet<>(PROTOCOLS))
            .setHostnameVerificationAlgorithm(verify ? "HTTPS" : "")
            .setTrustAll(!verify);
    if (verify) {
      options.setTrustOptions(TrustOptions.wrap(new OneTrustManager(trust(settings))));
    }
    if (cert.isPresent()) {
      options.setKeyCertOptions(identity(settings));
    }
    return options;
  }

  private NodeTrust trust(TlsSettings settings) throws PollException {
    try {
      return new NodeTrust(PemCertificates.authorities(ca.map(Buffer::getBytes).orElse(null)));
    } catch (IllegalArgumentException e) {
      throw new PollException(
          FailureReason.TLS,
          "cannot use ca_file %s: %s".formatted(settings.caFile().orElseThrow(), e.getMessage()));
    }
  }

  private KeyCertOptions identity(TlsSettings settings) throws PollException {
    try {
      return KeyCertOptions.wrap(
          PemIdentity.of(cert.orElseThrow().getBytes(), key.orElseThrow().getBytes()).keys());
    } catch (IllegalArgumentException e) {
      throw new PollException(
          FailureReason.TLS,
          "cannot use cert_file %s and key_file %s: %s"
              .formatted(
                  settings.certFile().orElseThrow(),
                  settings.keyFile().orElseThrow(),
                  e.getMessage()));
    }
  }
}
