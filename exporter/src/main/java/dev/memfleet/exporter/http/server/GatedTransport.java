package dev.memfleet.exporter.http.server;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelHandler;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.InternetProtocolFamily;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.TcpConfig;
import io.vertx.core.spi.transport.Transport;
import org.jspecify.annotations.Nullable;

/** A transport that adds a handler to the head of each listening socket's pipeline. */
@SuppressWarnings("deprecation") // InternetProtocolFamily, in a method to be implemented
final class GatedTransport implements io.vertx.core.transport.Transport, Transport {
  private final io.vertx.core.transport.Transport beneath;
  private final Transport implementation;
  private final ChannelHandler listenerHandler;

  /**
   * @param listenerHandler sharable
   */
  GatedTransport(io.vertx.core.transport.Transport beneath, ChannelHandler listenerHandler) {
    this.beneath = beneath;
    this.implementation = beneath.implementation();
    this.listenerHandler = listenerHandler;
  }

  @Override
  public IoHandlerFactory ioHandlerFactory() {
    return implementation.ioHandlerFactory();
  }

  @Override
  public void configure(TcpConfig config, boolean domainSocket, ServerBootstrap bootstrap) {
    implementation.configure(config, domainSocket, bootstrap);
    bootstrap.handler(listenerHandler);
  }

  @Override
  public String name() {
    return beneath.name();
  }

  @Override
  public boolean available() {
    return beneath.available();
  }

  @Override
  public @Nullable Throwable unavailabilityCause() {
    return beneath.unavailabilityCause();
  }

  @Override
  public Transport implementation() {
    return this;
  }

  @Override
  public boolean supportsDomainSockets() {
    return implementation.supportsDomainSockets();
  }

  @Override
  public boolean supportFileRegion() {
    return implementation.supportFileRegion();
  }

  @Override
  public java.net.SocketAddress convert(SocketAddress address) {
    return implementation.convert(address);
  }

  @Override
  public SocketAddress convert(java.net.SocketAddress address) {
    return implementation.convert(address);
  }

  @Override
  public DatagramChannel datagramChannel(InternetProtocolFamily family) {
    return implementation.datagramChannel(family);
  }

  @Override
  public ChannelFactory<? extends DatagramChannel> datagramChannelFactory() {
    return implementation.datagramChannelFactory();
  }

  @Override
  public ChannelFactory<? extends Channel> channelFactory(boolean domainSocket) {
    return implementation.channelFactory(domainSocket);
  }

  @Override
  public ChannelFactory<? extends ServerChannel> serverChannelFactory(boolean domainSocket) {
    return implementation.serverChannelFactory(domainSocket);
  }
}
