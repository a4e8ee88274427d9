package dev.memfleet.exporter.fake;

import java.io.IOException;

/** Resets each connection on its first request. */
public final class ResettingNode extends FakeNode {
  public ResettingNode() {
    start();
  }

  @Override
  void converse(Peer peer) throws IOException {
    if (peer.readLine() != null) {
      peer.reset();
    }
  }
}
