package dev.memfleet.server.net;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.server.memory.Memory;
import dev.memfleet.server.stats.Budget;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UnreadBytesTest {
  private final Budget budget = new Budget(4000);
  private final AtomicInteger exceeded = new AtomicInteger();
  private final UnreadBytes unread = new UnreadBytes(budget);

  @AfterEach
  void nothingIsLeft() {
    unread.clear();
    assertThat(budget.used()).isZero();
  }

  private void append(String text) {
    long copy = Memory.allocate(text.length());
    Memory.copy(text.getBytes(US_ASCII), 0, copy, text.length());
    unread.append(copy, text.length());
    Memory.free(copy);
  }

  private String text() {
    byte[] bytes = new byte[unread.size()];
    Memory.copy(unread.address(), bytes, 0, bytes.length);
    return new String(bytes, US_ASCII);
  }

  @Test
  void appendAndSkip_rest_isWhatWasNotSkipped() {
    StringBuilder expected = new StringBuilder();
    for (int i = 0; i < 300; i++) {
      append("word" + i + " ");
      expected.append("word").append(i).append(' ');
      unread.skip(3);
      expected.delete(0, 3);
      assertThat(text()).isEqualTo(expected.toString());
    }
  }

  @Test
  void skipAll_memoryIsGivenBack() {
    append("get a");
    assertThat(budget.used()).isEqualTo(unread.taken()).isPositive();
    unread.skip(5);
    assertThat(unread.isEmpty()).isTrue();
    assertThat(unread.taken()).isZero();
    assertThat(budget.used()).isZero();
  }

  @Test
  void append_beyondTheBudget_isReported() {
    budget.onExceeded(exceeded::incrementAndGet);
    append("x".repeat(3000));
    assertThat(exceeded).hasValue(0);
    append("x".repeat(3000));
    assertThat(exceeded).hasValue(1);
  }
}
