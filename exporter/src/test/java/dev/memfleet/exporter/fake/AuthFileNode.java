package dev.memfleet.exporter.fake;

import java.io.IOException;

/** A node with an authentication file ({@code -Y}): requires a login before it answers. */
public final class AuthFileNode extends FakeNode {
  private volatile Script script = Script.minimal();
  private volatile String credentials;

  public AuthFileNode(String username, String password) {
    credentials = username + " " + password;
    start();
  }

  /** Answers so from now on. */
  public void apply(Script other) {
    script = other;
  }

  /** Takes another password from the next login on. */
  public void change(String username, String password) {
    credentials = username + " " + password;
  }

  @Override
  void converse(Peer peer) throws IOException, InterruptedException {
    boolean letIn = false;
    for (String line = peer.readLine(); line != null; line = peer.readLine()) {
      if (letIn) {
        script.answer(line, peer);
      } else if (line.startsWith("set ")) {
        letIn = credentials.equals(peer.readLine());
        peer.send(letIn ? "STORED\r\n" : "CLIENT_ERROR authentication failure\r\n");
      } else {
        peer.send("CLIENT_ERROR unauthenticated\r\n");
      }
    }
  }
}
