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
 * The client that opens the sockets of one profile. It is replaced when the certificate files
 * change, which discards its TLS sessions and trust; open sockets keep theirs. Confined to one
 * event loop.
 */
final class Transport {
  private final Confinement loop = new Confinement();
  private final Vertx vertx;
  private final Optional<TlsSettings> settings;
  private volatile @Nullable Opened last;

  /**
   * A client and its TLS options.
   *
   * @param tls null for plain text
   */
  record Opened(NetClient client, @Nullable ClientSSLOptions tls, TlsFiles files) {}

  Transport(Vertx vertx, Optional<TlsSettings> settings) {
    this.vertx = vertx;
    this.settings = settings;
  }

  /** The current client for opening a socket. */
  Future<Opened> now() {
    loop.check();
    return settings.isEmpty()
        ? Future.succeededFuture(now(new Tls(TlsFiles.NONE, null)))
        : vertx.executeBlocking(() -> read(settings.get()), false).map(this::now);
  }

  /**
   * The certificate files and the TLS options made from them.
   *
   * @param options null for plain text
   */
  private record Tls(TlsFiles files, @Nullable ClientSSLOptions options) {}

  /** May block. Unchanged files are not parsed again. */
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
