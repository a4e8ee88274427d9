package dev.memfleet.exporter.fake;

import java.io.IOException;

/** Accepts, reads, and never says a word. */
public final class SilentNode extends FakeNode {
  public SilentNode() {
    start();
  }

  @Override
  void converse(Peer peer) throws IOException {
    for (String line = peer.readLine(); line != null; line = peer.readLine()) {
      // silence
    }
  }
}
