package dev.memfleet.exporter.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ConcurrencyLimitTest {
  private final ConcurrencyLimit gate = new ConcurrencyLimit(2);
  private final List<Integer> started = new ArrayList<>();

  @Test
  void pass_beyondTheLimit_waitsInOrder() {
    List<Promise<Integer>> tasks = IntStream.range(0, 5).mapToObj(this::enter).toList();
    assertThat(started).containsExactly(0, 1);
    tasks.get(1).complete(1);
    assertThat(started).containsExactly(0, 1, 2);
    tasks.get(2).fail("lost");
    assertThat(started).containsExactly(0, 1, 2, 3);
    tasks.get(0).complete(0);
    tasks.get(3).complete(3);
    tasks.get(4).complete(4);
    assertThat(started).containsExactly(0, 1, 2, 3, 4);
    enter(5);
    enter(6);
    enter(7);
    assertThat(started).endsWith(5, 6);
  }

  @Test
  void pass_givesTheTasksResult() {
    assertThat(gate.run(() -> Future.succeededFuture("done")).result()).isEqualTo("done");
    assertThat(gate.run(() -> Future.failedFuture("lost")).cause()).hasMessage("lost");
  }

  private Promise<Integer> enter(int number) {
    Promise<Integer> task = Promise.promise();
    gate.run(
        () -> {
          started.add(number);
          return task.future();
        });
    return task;
  }
}
