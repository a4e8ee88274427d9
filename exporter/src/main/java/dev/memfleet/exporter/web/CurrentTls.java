package dev.memfleet.exporter.web;

import java.security.KeyManagementException;
import java.security.SecureRandom;
import java.util.function.Supplier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * A context for a server that takes one for good: each new connection gets TLS as it is at that
 * time. Sessions of an earlier state cannot be resumed.
 */
final class CurrentTls extends SSLContextSpi {
  private final Supplier<ServerTls> tls;

  private CurrentTls(Supplier<ServerTls> tls) {
    this.tls = tls;
  }

  static SSLContext context(Supplier<ServerTls> tls) {
    return new SSLContext(new CurrentTls(tls), tls.get().context().getProvider(), "TLS") {};
  }

  @Override
  protected SSLEngine engineCreateSSLEngine() {
    return tls.get().newEngine();
  }

  @Override
  protected SSLEngine engineCreateSSLEngine(String host, int port) {
    return engineCreateSSLEngine();
  }

  @Override
  protected SSLSessionContext engineGetServerSessionContext() {
    return tls.get().context().getServerSessionContext();
  }

  @Override
  protected SSLSessionContext engineGetClientSessionContext() {
    return tls.get().context().getClientSessionContext();
  }

  @Override
  protected void engineInit(
      KeyManager @Nullable [] keys, TrustManager @Nullable [] trust, @Nullable SecureRandom random)
      throws KeyManagementException {
    throw new KeyManagementException("it is as the web config says");
  }

  @Override
  protected SSLSocketFactory engineGetSocketFactory() {
    return tls.get().context().getSocketFactory();
  }

  @Override
  protected SSLServerSocketFactory engineGetServerSocketFactory() {
    return tls.get().context().getServerSocketFactory();
  }
}
