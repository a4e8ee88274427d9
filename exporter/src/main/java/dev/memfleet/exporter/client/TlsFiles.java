package dev.memfleet.exporter.client;

import dev.memfleet.exporter.node.TlsSettings;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/** What the certificate files of a client say. */
record TlsFiles(Optional<Buffer> ca, Optional<Buffer> cert, Optional<Buffer> key) {
  static final TlsFiles NONE = new TlsFiles(Optional.empty(), Optional.empty(), Optional.empty());

  private static final List<String> PROTOCOLS = List.of("TLSv1.2", "TLSv1.3");

  /** May block. */
  static TlsFiles read(TlsSettings settings) throws PollException {
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

  /** How a client with these files speaks TLS. */
  ClientSSLOptions options(TlsSettings settings) {
    boolean verify = !settings.insecureSkipVerify();
    ClientSSLOptions options =
        new ClientSSLOptions()
            .setEnabledSecureTransportProtocols(new LinkedHashSet<>(PROTOCOLS))
            .setHostnameVerificationAlgorithm(verify ? "HTTPS" : "")
            .setTrustAll(!verify);
    ca.ifPresent(pem -> options.setTrustOptions(new PemTrustOptions().addCertValue(pem)));
    cert.ifPresent(
        pem ->
            options.setKeyCertOptions(
                new PemKeyCertOptions().addCertValue(pem).addKeyValue(key.orElseThrow())));
    return options;
  }
}
