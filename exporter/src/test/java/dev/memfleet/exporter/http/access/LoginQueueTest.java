package dev.memfleet.exporter.http.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class LoginQueueTest {
  private static final String ATTACKER = "127.0.0.2";
  private static final String PROMETHEUS = "127.0.0.3";

  private final Queue<Runnable> tasks = new ArrayDeque<>();
  private final LoginQueue queue = new LoginQueue(tasks::add);
  private final List<Object> checked = new ArrayList<>();

  @Test
  void login_isCheckedOnTheThread() {
    Future<Verdict> right = check(PROMETHEUS, "right", true);
    Future<Verdict> wrong = check(PROMETHEUS, "wrong", false);
    assertThat(right.isComplete()).isFalse();
    run(2);
    assertThat(right.result()).isEqualTo(Verdict.ADMITTED);
    assertThat(wrong.result()).isEqualTo(Verdict.UNAUTHORIZED);
    assertThat(checked).containsExactly("right", "wrong");
  }

  @Test
  void sameLogin_isCheckedOnceForAll_andAgainLater() {
    Future<Verdict> first = check(PROMETHEUS, "right", true);
    assertThat(check(ATTACKER, "right", true)).isSameAs(first);
    run(1);
    assertThat(tasks).isEmpty();
    assertThat(check(PROMETHEUS, "right", true)).isNotSameAs(first);
  }

  @Test
  void addresses_takeTurns() {
    for (int i = 0; i < 10; i++) {
      check(ATTACKER, i, false);
    }
    check(PROMETHEUS, "right", true);
    run(2);
    assertThat(checked).containsExactly(0, "right");
    run(9);
    assertThat(checked).hasSize(11).endsWith(8, 9);
  }

  @Test
  void floodFromOneAddress_isRefused_andNoOtherClient() {
    int busy = 0;
    for (int i = 0; i < 1000; i++) {
      Future<Verdict> flood = check(ATTACKER, i, false);
      busy += flood.isComplete() && flood.result() == Verdict.BUSY ? 1 : 0;
    }
    assertThat(busy).isEqualTo(1000 - 128);
    Future<Verdict> right = check(PROMETHEUS, "right", true);
    run(2);
    assertThat(right.result()).isEqualTo(Verdict.ADMITTED);
    run(127);
    assertThat(tasks).isEmpty();
    assertThat(check(ATTACKER, "again", false).isComplete()).isFalse();
  }

  @Test
  void floodFromManyAddresses_isBounded() {
    assertThat(fill()).isEqualTo(2000 - 1024);
    run(1024);
    assertThat(checked).hasSize(1024);
    assertThat(check(ATTACKER, "again", false).isComplete()).isFalse();
  }

  /** Tries logins from twenty addresses; how many are turned away. */
  private int fill() {
    int busy = 0;
    for (int i = 0; i < 2000; i++) {
      busy += check("127.0.0." + (100 + i % 20), i, false).isComplete() ? 1 : 0;
    }
    return busy;
  }

  @Test
  void whoHasFewerWaiting_getsAPlaceOfWhoHasMost() {
    List<Future<Verdict>> flood = new ArrayList<>();
    for (int i = 0; i < 1024; i++) {
      flood.add(check("127.0.0." + (100 + i % 9), i, false));
    }
    Future<Verdict> right = check(PROMETHEUS, "right", true);
    assertThat(flood.stream().filter(Future::isComplete)).hasSize(1);
    assertThat(flood.stream().filter(Future::isComplete).map(Future::result))
        .containsOnly(Verdict.BUSY);
    run(10);
    assertThat(right.result()).isEqualTo(Verdict.ADMITTED);
    run(1025 - 10);
    assertThat(flood).allMatch(Future::isComplete);
    assertThat(checked).hasSize(1024).doesNotHaveDuplicates();
    assertThat(tasks).isEmpty();
  }

  @Test
  void brokenCheck_failsAlone() {
    Future<Verdict> broken =
        queue.check(
            PROMETHEUS,
            "broken",
            () -> {
              throw new IllegalStateException();
            });
    Future<Verdict> next = check(PROMETHEUS, "right", true);
    run(2);
    assertThat(broken.failed()).isTrue();
    assertThat(next.result()).isEqualTo(Verdict.ADMITTED);
  }

  private Future<Verdict> check(String from, Object login, boolean right) {
    return queue.check(
        from,
        login,
        () -> {
          checked.add(login);
          return right;
        });
  }

  private void run(int count) {
    for (int i = 0; i < count; i++) {
      tasks.remove().run();
    }
  }
}
