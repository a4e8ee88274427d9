package dev.memfleet.server.bench;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;

/**
 * TLS over a socket, which may be non-blocking after the handshake. A write returns once the socket
 * has taken everything, so the peer must read meanwhile.
 */
final class TlsChannel implements ByteChannel {
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final SocketChannel socket;
  private final SSLEngine engine;
  private final ByteBuffer received;
  private final ByteBuffer sent;

  private TlsChannel(SocketChannel socket, SSLEngine engine) {
    this.socket = socket;
    this.engine = engine;
    received = ByteBuffer.allocateDirect(engine.getSession().getPacketBufferSize());
    sent = ByteBuffer.allocateDirect(engine.getSession().getPacketBufferSize());
  }

  /** Performs the handshake over a blocking socket. */
  static TlsChannel connect(SocketChannel socket, SSLContext context) throws IOException {
    SSLEngine engine = context.createSSLEngine();
    engine.setUseClientMode(true);
    TlsChannel channel = new TlsChannel(socket, engine);
    channel.handshake();
    return channel;
  }

  private void handshake() throws IOException {
    ByteBuffer plain = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize());
    engine.beginHandshake();
    while (engine.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING) {
      switch (engine.getHandshakeStatus()) {
        case NEED_WRAP -> wrap(NOTHING);
        case NEED_TASK -> engine.getDelegatedTask().run();
        default -> {
          if (unwrap(plain) == Status.BUFFER_UNDERFLOW && socket.read(received) < 0) {
            throw new EOFException("server closed a connection in its handshake");
          }
        }
      }
    }
  }

  /** Decrypts one record, if all of it was received. */
  private Status unwrap(ByteBuffer plain) throws IOException {
    received.flip();
    SSLEngineResult result = engine.unwrap(received, plain);
    received.compact();
    return result.getStatus();
  }

  private void wrap(ByteBuffer plain) throws IOException {
    sent.clear();
    engine.wrap(plain, sent);
    sent.flip();
    while (sent.hasRemaining()) {
      socket.write(sent);
    }
  }

  /** Reads once from the socket; the buffer must have room for a record. */
  @Override
  public int read(ByteBuffer plain) throws IOException {
    if (socket.read(received) < 0) {
      return -1;
    }
    int before = plain.position();
    Status status;
    do {
      status = unwrap(plain);
      while (engine.getHandshakeStatus() == HandshakeStatus.NEED_TASK) {
        engine.getDelegatedTask().run();
      }
    } while (status == Status.OK && received.position() > 0);
    return status == Status.CLOSED ? -1 : plain.position() - before;
  }

  @Override
  public int write(ByteBuffer plain) throws IOException {
    int length = plain.remaining();
    while (plain.hasRemaining()) {
      wrap(plain);
    }
    return length;
  }

  @Override
  public boolean isOpen() {
    return socket.isOpen();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
