package dev.memfleet.exporter.fake;

import dev.memfleet.exporter.certificate.Authority;
import dev.memfleet.exporter.certificate.Issued;
import dev.memfleet.exporter.node.NodeAddress;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.ServerSSLOptions;
import io.vertx.core.net.SocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;

/** Speaks TLS in front of a node that does not. */
public final class TlsFront implements AutoCloseable {
  private final NetServer server;
  private final NetClient client;
  private final NodeAddress address;
  private final List<String> serverNames = new CopyOnWriteArrayList<>();

  private TlsFront(Vertx vertx, SocketAddress listen, NodeAddress node, NetServerOptions options)
      throws Exception {
    client = vertx.createNetClient();
    server =
        vertx
            .createNetServer(options.setSsl(true).setSni(true))
            .connectHandler(in -> pipe(in, node));
    NetServer listening = EventLoop.get(server.listen(listen));
    address =
        NodeAddress.parse(
            listen.isInetSocket() ? "127.0.0.1:" + listening.actualPort() : listen.path());
  }

  public static TlsFront of(EventLoop loop, FakeNode node, Issued certificate) throws Exception {
    return of(loop, node, certificate, options -> options);
  }

  public static TlsFront of(
      EventLoop loop, FakeNode node, Issued certificate, UnaryOperator<NetServerOptions> change)
      throws Exception {
    NetServerOptions options = new NetServerOptions().setKeyCertOptions(pem(certificate));
    SocketAddress any = SocketAddress.inetSocketAddress(0, "127.0.0.1");
    return new TlsFront(loop.vertx(), any, node.address(), change.apply(options));
  }

  /** Listens on a unix socket. */
  public static TlsFront onPath(EventLoop loop, FakeNode node, Issued certificate, Path socket)
      throws Exception {
    SocketAddress path = SocketAddress.domainSocketAddress(socket.toString());
    NetServerOptions options = new NetServerOptions().setKeyCertOptions(pem(certificate));
    return new TlsFront(loop.vertx(), path, node.address(), options);
  }

  /** Lets only clients in that have a certificate of this authority. */
  public static UnaryOperator<NetServerOptions> wanting(Authority clients) {
    return options ->
        options
            .setClientAuth(ClientAuth.REQUIRED)
            .setTrustOptions(new PemTrustOptions().addCertValue(Buffer.buffer(clients.pem())));
  }

  /** Speaks this version only. */
  public static UnaryOperator<NetServerOptions> only(String protocol) {
    return options -> options.setEnabledSecureTransportProtocols(Set.of(protocol));
  }

  private static PemKeyCertOptions pem(Issued certificate) {
    return new PemKeyCertOptions()
        .addCertValue(Buffer.buffer(certificate.certificate()))
        .addKeyValue(Buffer.buffer(certificate.key()));
  }

  private void pipe(NetSocket in, NodeAddress node) {
    in.pause();
    if (in.indicatedServerName() != null) {
      serverNames.add(in.indicatedServerName());
    }
    client
        .connect(node.port(), node.host())
        .onSuccess(
            out -> {
              in.pipeTo(out);
              out.pipeTo(in);
              in.resume();
            })
        .onFailure(cause -> in.close());
  }

  /** Shows another certificate from the next connection on. */
  public void show(Issued certificate) throws Exception {
    EventLoop.get(
        server.updateSSLOptions(new ServerSSLOptions().setKeyCertOptions(pem(certificate))));
  }

  public NodeAddress address() {
    return address;
  }

  /** The names that clients asked for, in order. */
  public List<String> serverNames() {
    return List.copyOf(serverNames);
  }

  @Override
  public void close() throws TimeoutException {
    server.close().await(10, TimeUnit.SECONDS);
    client.close().await(10, TimeUnit.SECONDS);
  }
}
