package dev.memfleet.server.net;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.server.stats.InternalErrors;
import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.IoRegistration;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.ThreadAwareExecutor;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class GuardedIoHandlerTest {
  private static final int FAILURES = 3;

  private final InternalErrors errors = new InternalErrors(error -> {});

  /** Throws the first times it is run, then counts the latch down and waits for sockets. */
  private static final class FailingHandler implements IoHandler {
    private final IoHandler beneath;
    private final AtomicInteger runs = new AtomicInteger();
    private final CountDownLatch waits;

    FailingHandler(ThreadAwareExecutor executor, CountDownLatch waits) {
      this.waits = waits;
      beneath = NioIoHandler.newFactory().newHandler(executor);
    }

    @Override
    public int run(IoHandlerContext context) {
      if (runs.incrementAndGet() <= FAILURES) {
        throw new NoClassDefFoundError("injected");
      }
      waits.countDown();
      return beneath.run(context);
    }

    @Override
    public void prepareToDestroy() {
      beneath.prepareToDestroy();
    }

    @Override
    public void destroy() {
      beneath.destroy();
    }

    @Override
    public IoRegistration register(IoHandle handle) throws Exception {
      return beneath.register(handle);
    }

    @Override
    public void wakeup() {
      beneath.wakeup();
    }

    @Override
    public boolean isCompatible(Class<? extends IoHandle> handleType) {
      return beneath.isCompatible(handleType);
    }
  }

  @Test
  void handlerThrowsAnError_loopGoesOnAndItIsCounted() throws Exception {
    CountDownLatch waits = new CountDownLatch(1);
    MultiThreadIoEventLoopGroup group =
        new MultiThreadIoEventLoopGroup(
            1,
            new DefaultThreadFactory("guarded", true),
            GuardedIoHandler.factory(executor -> new FailingHandler(executor, waits), errors));
    try {
      assertThat(group.submit(() -> "ran").get(10, TimeUnit.SECONDS)).isEqualTo("ran");
      assertThat(waits.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(group.submit(() -> "ran").get(10, TimeUnit.SECONDS)).isEqualTo("ran");
      assertThat(errors.count()).isEqualTo(FAILURES);
    } finally {
      group.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
    }
  }
}
