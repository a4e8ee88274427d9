package dev.memfleet.exporter.web;

import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * An engine whose settings stay as they are, that does not say goodbye, but says what went wrong.
 * The JDK's server turns client certificates off in engines that it did not set up itself. It
 * closes connections on the thread that serves all of them, where it would wait for a client that
 * takes nothing any more. And that of JDK 17 drops the alert that tells a client why.
 */
final class QuietEngine extends SSLEngine {
  private final SSLEngine engine;
  private boolean closed;
  private @Nullable SSLException failure;
  private boolean told;

  QuietEngine(SSLEngine engine) {
    this.engine = engine;
  }

  /** What went wrong is still told, during the handshake or by an alert that waits to be sent. */
  @Override
  public void closeOutbound() {
    if (engine.getHandshakeStatus() == HandshakeStatus.NOT_HANDSHAKING) {
      closed = true;
    } else {
      engine.closeOutbound();
    }
  }

  @Override
  public SSLEngineResult wrap(ByteBuffer[] from, int offset, int length, ByteBuffer to)
      throws SSLException {
    if (closed) {
      return new SSLEngineResult(Status.CLOSED, HandshakeStatus.NOT_HANDSHAKING, 0, 0);
    }
    try {
      if (failure == null) {
        return engine.wrap(from, offset, length, to);
      }
    } catch (SSLException e) {
      failure = e;
    }
    if (told) {
      throw failure;
    }
    told = true;
    SSLEngineResult alert = engine.wrap(from, offset, length, to);
    return new SSLEngineResult(
        Status.OK, HandshakeStatus.NEED_WRAP, alert.bytesConsumed(), alert.bytesProduced());
  }

  @Override
  public boolean isOutboundDone() {
    return closed || engine.isOutboundDone();
  }

  @Override
  public SSLEngineResult unwrap(ByteBuffer from, ByteBuffer[] to, int offset, int length)
      throws SSLException {
    try {
      return engine.unwrap(from, to, offset, length);
    } catch (SSLException e) {
      failure = e;
      return new SSLEngineResult(Status.OK, HandshakeStatus.NEED_WRAP, 0, 0);
    }
  }

  @Override
  public @Nullable Runnable getDelegatedTask() {
    return engine.getDelegatedTask();
  }

  @Override
  public void closeInbound() throws SSLException {
    engine.closeInbound();
  }

  @Override
  public boolean isInboundDone() {
    return engine.isInboundDone();
  }

  @Override
  public String[] getSupportedCipherSuites() {
    return engine.getSupportedCipherSuites();
  }

  @Override
  public String[] getEnabledCipherSuites() {
    return engine.getEnabledCipherSuites();
  }

  @Override
  public void setEnabledCipherSuites(String[] suites) {}

  @Override
  public String[] getSupportedProtocols() {
    return engine.getSupportedProtocols();
  }

  @Override
  public String[] getEnabledProtocols() {
    return engine.getEnabledProtocols();
  }

  @Override
  public void setEnabledProtocols(String[] protocols) {}

  @Override
  public SSLSession getSession() {
    return engine.getSession();
  }

  @Override
  public @Nullable SSLSession getHandshakeSession() {
    return engine.getHandshakeSession();
  }

  @Override
  public void beginHandshake() throws SSLException {
    engine.beginHandshake();
  }

  @Override
  public HandshakeStatus getHandshakeStatus() {
    return engine.getHandshakeStatus();
  }

  @Override
  public void setUseClientMode(boolean mode) {}

  @Override
  public boolean getUseClientMode() {
    return engine.getUseClientMode();
  }

  @Override
  public void setNeedClientAuth(boolean need) {}

  @Override
  public boolean getNeedClientAuth() {
    return engine.getNeedClientAuth();
  }

  @Override
  public void setWantClientAuth(boolean want) {}

  @Override
  public boolean getWantClientAuth() {
    return engine.getWantClientAuth();
  }

  @Override
  public void setEnableSessionCreation(boolean enable) {}

  @Override
  public boolean getEnableSessionCreation() {
    return engine.getEnableSessionCreation();
  }

  @Override
  public SSLParameters getSSLParameters() {
    return engine.getSSLParameters();
  }

  @Override
  public void setSSLParameters(SSLParameters parameters) {}
}
