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
  private final Confinement loop = new Confinement();
  private final Vertx vertx;
  private final Optional<TlsSettings> settings;
  private volatile @Nullable Opened last;

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
    loop.check();
    return settings.isEmpty()
        ? Future.succeededFuture(now(new Tls(TlsFiles.NONE, null)))
        : vertx.executeBlocking(() -> read(settings.get()), false).map(this::now);
  }

  /**
   * What the files say and how TLS is spoken with that.
   *
   * @param options null for plain text
   */
  private record Tls(TlsFiles files, @Nullable ClientSSLOptions options) {}

  /** May block. Files that are as they were are not parsed again. */
  private Tls read(TlsSettings settings) throws PollException {
    TlsFiles files = TlsFiles.read(settings);
    Opened current = last;
    return new Tls(
        files,
        current != null && current.files.equals(files) ? current.tls : files.options(settings));
  }

  private Opened now(Tls tls) {
    loop.check();
    Opened current = last;
    if (current == null || !current.files.equals(tls.files)) {
      NetClientOptions options = new NetClientOptions().setTcpNoDelay(true).setTcpKeepAlive(true);
      current = new Opened(vertx.createNetClient(options), tls.options, tls.files);
      last = current;
    }
    return current;
  }
}
