package dev.memfleet.exporter.fake;

import java.io.IOException;

/** Sends the first half of an answer, and nothing more. */
public final class StallingNode extends FakeNode {
  public StallingNode() {
    start();
  }

  @Override
  void converse(Peer peer) throws IOException {
    if (peer.readLine() != null) {
      peer.send("STAT pid 1\r\nSTAT upti");
      peer.drain();
    }
  }
}
