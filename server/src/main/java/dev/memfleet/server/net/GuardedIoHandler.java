package dev.memfleet.server.net;

import dev.memfleet.server.stats.InternalErrors;
import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.util.concurrent.ThreadAwareExecutor;

/** Wraps an I/O handler so that its exceptions do not end the event loop. */
final class GuardedIoHandler implements IoHandler {
  private final IoHandler handler;
  private final InternalErrors errors;

  GuardedIoHandler(IoHandler handler, InternalErrors errors) {
    this.handler = handler;
    this.errors = errors;
  }

  /** Wraps the handlers of a factory. */
  static IoHandlerFactory factory(IoHandlerFactory factory, InternalErrors errors) {
    return new IoHandlerFactory() {
      @Override
      public IoHandler newHandler(ThreadAwareExecutor executor) {
        return new GuardedIoHandler(factory.newHandler(executor), errors);
      }

      @Override
      public boolean isChangingThreadSupported() {
        return factory.isChangingThreadSupported();
      }
    };
  }

  @Override
  public int run(IoHandlerContext context) {
    try {
      return handler.run(context);
    } catch (Throwable t) {
      errors.report("event loop", t);
      return 0;
    }
  }

  @Override
  public void initialize() {
    handler.initialize();
  }

  @Override
  public void prepareToDestroy() {
    handler.prepareToDestroy();
  }

  @Override
  public void destroy() {
    handler.destroy();
  }

  @Override
  public IoRegistration register(IoHandle handle) throws Exception {
    IoRegistration registration = handler.register(handle);
    return handle instanceof EpollIoHandle ? new EpollRegistration(registration) : registration;
  }

  @Override
  public void wakeup() {
    handler.wakeup();
  }

  @Override
  public boolean isCompatible(Class<? extends IoHandle> handleType) {
    return handler.isCompatible(handleType);
  }
}
