package dev.memfleet.exporter.dns;

import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.function.Supplier;

/**
 * The thread of all look-ups. It is an event loop, as Netty's resolver requires, but not the one
 * that polls, because it reads the system's files. It starts with the first look-up, so an agent
 * that polls IP addresses never starts it.
 */
final class ResolverThread {
  static final EventLoop LOOP =
      new MultiThreadIoEventLoopGroup(
              1, new DefaultThreadFactory("resolver", true), NioIoHandler.newFactory())
          .next();

  private ResolverThread() {}

  /** Runs a look-up on this thread; completes on the caller's event loop. */
  static <T> Future<T> run(Vertx vertx, Supplier<Future<T>> lookUp) {
    Context caller = vertx.getOrCreateContext();
    Promise<T> end = Promise.promise();
    LOOP.execute(
        () -> start(lookUp).onComplete(result -> caller.runOnContext(back -> end.handle(result))));
    return end.future();
  }

  /** Throws on any other thread. */
  static void check() {
    if (!LOOP.inEventLoop()) {
      throw new IllegalStateException("used on " + Thread.currentThread().getName());
    }
  }

  /** Netty throws an error if it cannot read the system's resolv.conf. */
  private static <T> Future<T> start(Supplier<Future<T>> lookUp) {
    try {
      return lookUp.get();
    } catch (RuntimeException | LinkageError e) {
      return Future.failedFuture(e);
    }
  }
}
