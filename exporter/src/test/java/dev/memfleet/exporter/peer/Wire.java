package dev.memfleet.exporter.peer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.memfleet.exporter.certificate.Authority;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;

/** The transport of the agent's pages: plain TCP or TLS. */
public enum Wire {
  PLAIN,
  TLS;

  private static final String WEB_CONFIG =
      "tls_server_config: {cert_file: web.pem, key_file: web.key}\n";
  private static final Duration LIFETIME = Duration.ofDays(10);
  private static final Authority AGENTS = new Authority("agents");
  private static final SSLContext TRUSTING = AGENTS.trusted();

  /** Starts an agent whose pages use this transport; a certificate expires in ten days. */
  public Agent start(Path folder, String[] jvmFlags, String... flags) {
    List<String> all = new ArrayList<>(List.of(flags));
    if (this == TLS) {
      AGENTS.issue(Instant.now().plus(LIFETIME), "127.0.0.1").write(folder, "web");
      all.add("--web.config.file=" + FleetFile.replace(folder.resolve("web.yml"), WEB_CONFIG));
    }
    return Agent.startWith(folder, jvmFlags, all.toArray(String[]::new));
  }

  /** A connection to a port of this machine; over TLS it shakes hands when it is first used. */
  public Socket connect(int port) {
    return connect(port, new Socket());
  }

  /** Like {@link #connect(int)}, with a small receive buffer. */
  public Socket connectNarrow(int port) {
    try {
      Socket socket = new Socket();
      socket.setReceiveBufferSize(4096);
      return connect(port, socket);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Socket connect(int port, Socket socket) {
    try {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return this == PLAIN
          ? socket
          : TRUSTING.getSocketFactory().createSocket(socket, "127.0.0.1", port, true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The first bytes that a client sends, each as a char: a partial request or a ClientHello. */
  public String opening() {
    return this == PLAIN ? "GET /metrics HTTP/1.1\r\nHost: " : clientHello();
  }

  private static String clientHello() {
    try {
      SSLEngine engine = TRUSTING.createSSLEngine();
      engine.setUseClientMode(true);
      ByteBuffer hello = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
      engine.wrap(ByteBuffer.allocate(0), hello);
      return new String(hello.array(), 0, hello.position(), ISO_8859_1);
    } catch (SSLException e) {
      throw new IllegalStateException(e);
    }
  }
}
