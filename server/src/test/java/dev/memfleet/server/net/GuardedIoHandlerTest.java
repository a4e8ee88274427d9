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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class GuardedIoHandlerTest {
  private static final int FAILURES = 3;

  private final InternalErrors errors = new InternalErrors(error -> {});

  /** Waits for sockets, but throws the first times. */
  private static final class FailingHandler implements IoHandler {
    private final IoHandler beneath;
    private final AtomicInteger runs = new AtomicInteger();

    FailingHandler(ThreadAwareExecutor executor) {
      beneath = NioIoHandler.newFactory().newHandler(executor);
    }

    @Override
    public int run(IoHandlerContext context) {
      if (runs.incrementAndGet() <= FAILURES) {
        throw new NoClassDefFoundError("injected");
      }
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
    MultiThreadIoEventLoopGroup group =
        new MultiThreadIoEventLoopGroup(
            1,
            new DefaultThreadFactory("guarded", true),
            GuardedIoHandler.factory(FailingHandler::new, errors));
    try {
      for (int i = 0; i <= FAILURES; i++) {
        assertThat(group.submit(() -> "ran").get(10, TimeUnit.SECONDS)).isEqualTo("ran");
      }
      assertThat(errors.count()).isEqualTo(FAILURES);
    } finally {
      group.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
    }
  }
}
