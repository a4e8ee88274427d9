package dev.memfleet.exporter.client;

import dev.memfleet.exporter.target.TlsSettings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The client that opens the sockets of one profile: one for as long as the certificate files stay
 * as they are. Another takes its place when they change, and with it the sessions and trust of
 * before are gone; sockets that are open keep theirs. Confined to one event loop.
 */
final class Transport {
  private static final List<String> PROTOCOLS = List.of("TLSv1.2", "TLSv1.3");

  private final Vertx vertx;
  private final Optional<TlsSettings> settings;
  private @Nullable Opened last;

  /** What the certificate files say. */
  private record Keys(Optional<Buffer> ca, Optional<Buffer> cert, Optional<Buffer> key) {
    static final Keys NONE = new Keys(Optional.empty(), Optional.empty(), Optional.empty());

    /** May block. */
    static Keys read(TlsSettings settings) throws PollException {
      return new Keys(
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
  }

  /**
   * A client and what it makes TLS with.
   *
   * @param tls null for plain text
   */
  record Opened(NetClient client, @Nullable ClientSSLOptions tls, Keys keys) {}

  Transport(Vertx vertx, Optional<TlsSettings> settings) {
    this.vertx = vertx;
    this.settings = settings;
  }

  /** The client to open a socket with now. */
  Future<Opened> now() {
    return settings.isEmpty()
        ? Future.succeededFuture(now(Keys.NONE))
        : vertx.executeBlocking(() -> Keys.read(settings.get()), false).map(this::now);
  }

  private Opened now(Keys keys) {
    Opened current = last;
    if (current == null || !current.keys.equals(keys)) {
      NetClientOptions options = new NetClientOptions().setTcpNoDelay(true).setTcpKeepAlive(true);
      current =
          new Opened(
              vertx.createNetClient(options),
              settings.isEmpty() ? null : tls(settings.get(), keys),
              keys);
      last = current;
    }
    return current;
  }

  private static ClientSSLOptions tls(TlsSettings settings, Keys keys) {
    boolean verify = !settings.insecureSkipVerify();
    ClientSSLOptions options =
        new ClientSSLOptions()
            .setEnabledSecureTransportProtocols(new LinkedHashSet<>(PROTOCOLS))
            .setHostnameVerificationAlgorithm(verify ? "HTTPS" : "")
            .setTrustAll(!verify);
    keys.ca.ifPresent(pem -> options.setTrustOptions(new PemTrustOptions().addCertValue(pem)));
    keys.cert.ifPresent(
        pem ->
            options.setKeyCertOptions(
                new PemKeyCertOptions().addCertValue(pem).addKeyValue(keys.key.orElseThrow())));
    return options;
  }
}
