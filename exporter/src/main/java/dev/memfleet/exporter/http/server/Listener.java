package dev.memfleet.exporter.http.server;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.JdkSSLEngineOptions;
import io.vertx.core.net.ServerSSLOptions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Sets up Vert.x' HTTP server. */
final class Listener {
  private static final int BACKLOG = 1024;

  static {
    // Rejects renegotiation by clients, which is costly, and limits the TLS session cache, which
    // takes memory per client.
    System.getProperties().putIfAbsent("jdk.tls.rejectClientInitiatedRenegotiation", "true");
    System.getProperties().putIfAbsent("javax.net.ssl.sessionCacheSize", "256");
  }

  private Listener() {}

  /**
   * @param tls empty for plain HTTP
   */
  static HttpServer server(Vertx vertx, Optional<ServerSSLOptions> tls, Limits limits) {
    HttpServerOptions options =
        new HttpServerOptions()
            .setAcceptBacklog(BACKLOG)
            .setTcpNoDelay(true)
            .setMaxInitialLineLength(Limits.HEAD_BYTES)
            .setMaxHeaderSize(Limits.HEAD_BYTES)
            .setHttp2ClearTextEnabled(false);
    tls.ifPresent(secure -> secure(options, secure, limits));
    return vertx.createHttpServer(options);
  }

  private static void secure(HttpServerOptions options, ServerSSLOptions tls, Limits limits) {
    options
        .setSsl(true)
        .setSslEngineOptions(new JdkSSLEngineOptions().setUseWorkerThread(true))
        .setSslHandshakeTimeout(limits.requestTime().toMillis())
        .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
        .setClientAuth(tls.getClientAuth())
        .setKeyCertOptions(tls.getKeyCertOptions())
        .setTrustOptions(tls.getTrustOptions())
        .setUseAlpn(tls.isUseAlpn())
        .setAlpnVersions(versions(tls))
        .setEnabledSecureTransportProtocols(tls.getEnabledSecureTransportProtocols());
    tls.getEnabledCipherSuites().forEach(options::addEnabledCipherSuite);
  }

  private static List<HttpVersion> versions(ServerSSLOptions tls) {
    return tls.getApplicationLayerProtocols().contains("h2")
        ? List.of(HttpVersion.HTTP_2, HttpVersion.HTTP_1_1, HttpVersion.HTTP_1_0)
        : List.of(HttpVersion.HTTP_1_1, HttpVersion.HTTP_1_0);
  }

  /** The reason why listening failed, without the name of a system call. */
  static String why(Throwable cause) {
    return String.valueOf(cause.getMessage()).replaceFirst("^bind\\(\\.\\.\\) failed[^:]*: ", "");
  }
}
