package dev.memfleet.exporter.fake;

import dev.memfleet.exporter.node.NodeAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/** A port that is taken, so that no other process listens there, and that refuses connections. */
public final class RefusingNode implements AutoCloseable {
  private final Socket bound = new Socket();

  public RefusingNode() {
    try {
      bound.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public NodeAddress address() {
    return NodeAddress.parse("127.0.0.1:" + bound.getLocalPort());
  }

  @Override
  public void close() {
    try {
      bound.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
