package dev.memfleet.exporter.fake;

import dev.memfleet.exporter.catalog.Recording;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.file.Path;

/** Does with each request what its script says; the script may change at any time. */
public final class ScriptedNode extends FakeNode {
  private volatile Script script;

  public ScriptedNode(Script script) {
    this(script, loopback());
  }

  private ScriptedNode(Script script, SocketAddress listen) {
    super(listen);
    this.script = script;
    start();
  }

  /** Listens on this address and port. */
  public static ScriptedNode on(Script script, InetAddress address, int port) {
    return new ScriptedNode(script, new InetSocketAddress(address, port));
  }

  /** Listens on {@code [::1]}. */
  public static ScriptedNode onIpv6(Script script) {
    return new ScriptedNode(script, loopbackV6());
  }

  /** Listens on a unix socket. */
  public static ScriptedNode onPath(Script script, Path socket) {
    return new ScriptedNode(script, unix(socket));
  }

  /** Replays the recording of memcached 1.6.18. */
  public static ScriptedNode memcached() {
    return new ScriptedNode(
        Script.replay(Recording.load("/recordings/memcached-1.6.18.stats.txt")));
  }

  /** How often it was asked for its stats. */
  public int polls() {
    return (int) requests().stream().filter("stats"::equals).count();
  }

  public void apply(Script other) {
    script = other;
  }

  @Override
  void converse(Peer peer) throws IOException, InterruptedException {
    for (String line = peer.readLine(); line != null; line = peer.readLine()) {
      script.answer(line, peer);
    }
  }
}
