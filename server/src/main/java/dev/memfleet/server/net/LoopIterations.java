package dev.memfleet.server.net;

import io.netty.channel.EventLoop;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The iterations of all event loops: in each, a loop serves its ready sockets, then its tasks. */
final class LoopIterations {
  /** Iterations enough to notice that a client has gone: wait, read, close, remove. */
  private static final int SOME = 8;

  private static final long MIN_MILLIS = 1;

  private final List<EventLoop> loops = new CopyOnWriteArrayList<>();

  void add(EventLoop loop) {
    loops.add(loop);
  }

  /** Runs an action after every loop has completed some more iterations. */
  void afterSome(Runnable action) {
    AtomicInteger busy = new AtomicInteger(loops.size());
    for (EventLoop loop : loops) {
      turn(
          loop,
          SOME,
          () -> {
            if (busy.decrementAndGet() == 0) {
              action.run();
            }
          });
    }
  }

  /** Runs an action after this many iterations: a timer set in one fires in a later one. */
  static void turn(EventLoop loop, int left, Runnable action) {
    loop.schedule(
        () -> {
          if (left == 1) {
            action.run();
          } else {
            turn(loop, left - 1, action);
          }
        },
        MIN_MILLIS,
        TimeUnit.MILLISECONDS);
  }
}
