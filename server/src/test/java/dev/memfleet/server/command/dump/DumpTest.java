package dev.memfleet.server.command.dump;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.server.protocol.Replies;
import dev.memfleet.server.session.SessionOutput;
import dev.memfleet.server.store.lru.ItemFacts;
import dev.memfleet.server.store.lru.ItemView;
import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A client that stops reading in the middle of a listing. */
@Timeout(20)
class DumpTest {
  private static final ItemFacts ITEM = new ItemView();
  private static final Duration LOOK = Duration.ofSeconds(1);

  private final AtomicInteger ends = new AtomicInteger();
  private final AtomicLong now = new AtomicLong();
  private final Dump dump =
      new Dump(new Stuck(), () -> now.addAndGet(LOOK.toNanos())) {
        @Override
        void line(StringBuilder to, ItemFacts item) {
          to.append("x".repeat(40_000));
        }

        @Override
        public byte[] end() {
          return Replies.END;
        }
      };

  /** Takes nothing. */
  private final class Stuck implements SessionOutput {
    @Override
    public int number() {
      return 0;
    }

    @Override
    public boolean send(ByteBuf bytes) {
      return false;
    }

    @Override
    public boolean write(ByteBuf bytes) {
      return false;
    }

    @Override
    public void disconnect() {
      ends.incrementAndGet();
    }

    @Override
    public void resume() {}
  }

  private int itemsUntilItEnds() {
    int items = 0;
    boolean more = true;
    while (more) {
      dump.visit(ITEM);
      items++;
      more = dump.proceed();
    }
    return items;
  }

  @Test
  void client_thatTakesNothing_isClosedAfterAWhile() {
    assertThat(itemsUntilItEnds()).isLessThan(100);
    assertThat(ends).hasValue(1);
    assertThat(Duration.ofNanos(now.get())).isGreaterThan(Duration.ofSeconds(Dump.STALL_SECONDS));
  }

  @Test
  void crawler_staysUntilTheLastPieceIsTaken() {
    dump.finish();
    assertThat(ends).hasValue(1);
  }
}
