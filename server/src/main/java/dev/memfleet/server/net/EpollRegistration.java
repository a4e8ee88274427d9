package dev.memfleet.server.net;

import io.netty.channel.IoOps;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoOps;

/**
 * A socket's registration with epoll that lasts until it is cancelled. Netty 4.2 removes a socket
 * from epoll when it waits for no event, and later fails to change what it waits for: a client that
 * had closed its side lost the rest of a reply for which the socket had to become writable.
 */
final class EpollRegistration implements IoRegistration {
  private final IoRegistration registration;

  EpollRegistration(IoRegistration registration) {
    this.registration = registration;
  }

  /** Waits for nothing, but edge-triggered, so that epoll reports an error once. */
  @Override
  public long submit(IoOps ops) {
    return registration.submit(EpollIoOps.NONE.equals(ops) ? EpollIoOps.EPOLLET : ops);
  }

  @Override
  @SuppressWarnings("TypeParameterUnusedInFormals") // as the interface declares it
  public <T> T attachment() {
    return registration.attachment();
  }

  @Override
  public boolean isValid() {
    return registration.isValid();
  }

  @Override
  public boolean cancel() {
    return registration.cancel();
  }
}
