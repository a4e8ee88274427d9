package dev.memfleet.server.net.tls;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * A TLS connection to the server on this machine, for a health check. It accepts any certificate:
 * the check is only whether the server answers.
 */
public final class TlsProbe implements ByteChannel {
  private final SSLSocket socket;
  private final ReadableByteChannel in;
  private final WritableByteChannel out;

  private TlsProbe(SSLSocket socket) throws IOException {
    this.socket = socket;
    in = Channels.newChannel(socket.getInputStream());
    out = Channels.newChannel(socket.getOutputStream());
  }

  /** Connects; the first read or write performs the handshake. */
  public static TlsProbe open(SocketAddress peer) throws IOException {
    return open(peer, new TrustAll());
  }

  /** Connects, and returns when the server has sent its certificate. */
  public static void awaitCertificate(SocketAddress peer) throws IOException {
    TrustAll trust = new TrustAll();
    try (TlsProbe probe = open(peer, trust)) {
      probe.socket.startHandshake();
    } catch (IOException e) { // expected if the server requires a client certificate
      if (!trust.receivedCertificate) {
        throw e;
      }
    }
  }

  private static TlsProbe open(SocketAddress peer, TrustAll trust) throws IOException {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {trust}, new SecureRandom());
      SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket();
      socket.connect(peer);
      return new TlsProbe(socket);
    } catch (GeneralSecurityException e) {
      throw new IOException("TLS: " + e.getMessage(), e);
    }
  }

  @Override
  public int read(ByteBuffer to) throws IOException {
    return in.read(to);
  }

  @Override
  public int write(ByteBuffer from) throws IOException {
    return out.write(from);
  }

  @Override
  public boolean isOpen() {
    return !socket.isClosed();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private static final class TrustAll implements X509TrustManager {
    private boolean receivedCertificate;

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {
      receivedCertificate = true;
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
