package dev.memfleet.exporter.client;

import dev.memfleet.exporter.node.TlsSettings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The client that opens the sockets of one profile: one for as long as the certificate files stay
 * as they are. Another takes its place when they change, and with it the sessions and trust of
 * before are gone; sockets that are open keep theirs. Confined to one event loop.
 */
final class Transport {
  private final Vertx vertx;
  private final Optional<TlsSettings> settings;
  private @Nullable Opened last;

  /**
   * A client and what it makes TLS with.
   *
   * @param tls null for plain text
   */
  record Opened(NetClient client, @Nullable ClientSSLOptions tls, TlsFiles files) {}

  Transport(Vertx vertx, Optional<TlsSettings> settings) {
    this.vertx = vertx;
    this.settings = settings;
  }

  /** The client to open a socket with now. */
  Future<Opened> now() {
    return settings.isEmpty()
        ? Future.succeededFuture(now(TlsFiles.NONE))
        : vertx.executeBlocking(() -> TlsFiles.read(settings.get()), false).map(this::now);
  }

  private Opened now(TlsFiles files) {
    Opened current = last;
    if (current == null || !current.files.equals(files)) {
      NetClientOptions options = new NetClientOptions().setTcpNoDelay(true).setTcpKeepAlive(true);
      current =
          new Opened(
              vertx.createNetClient(options),
              settings.isEmpty() ? null : files.options(settings.get()),
              files);
      last = current;
    }
    return current;
  }
}
