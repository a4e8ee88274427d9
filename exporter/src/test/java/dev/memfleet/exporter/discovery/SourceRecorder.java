package dev.memfleet.exporter.discovery;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import dev.memfleet.exporter.node.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Records the answers of a source, and lets a test wait for one. */
public final class SourceRecorder implements Source.Listener {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final List<RecordedAnswer> all = new ArrayList<>();

  /**
   * One answer.
   *
   * @param nodes with their labels in braces; empty after a failure
   */
  public record RecordedAnswer(List<String> nodes, List<String> problems) {}

  @Override
  public synchronized void found(Answer answer) {
    add(
        new RecordedAnswer(
            answer.nodes().stream().map(SourceRecorder::text).toList(), answer.problems()));
  }

  @Override
  public synchronized void failed(List<String> problems) {
    add(new RecordedAnswer(List.of(), problems));
  }

  private void add(RecordedAnswer answer) {
    all.add(answer);
    notifyAll();
  }

  private static String text(Target node) {
    return node.labels().isEmpty()
        ? node.address().toString()
        : node.address() + "" + node.labels();
  }

  public synchronized int count() {
    return all.size();
  }

  /** The answer of this number, from zero, once it is there. */
  public RecordedAnswer answer(int number) throws InterruptedException {
    return await(number, answer -> true);
  }

  /** Waits for an answer that is yet to come. */
  public RecordedAnswer next() throws InterruptedException {
    return answer(count());
  }

  /** Waits for the first answer to come that is as expected. */
  public RecordedAnswer await(Predicate<RecordedAnswer> expected) throws InterruptedException {
    return await(count(), expected);
  }

  private synchronized RecordedAnswer await(int from, Predicate<RecordedAnswer> expected)
      throws InterruptedException {
    int seen = from;
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      for (; seen < all.size(); seen++) {
        if (expected.test(all.get(seen))) {
          return all.get(seen);
        }
      }
      long left = NANOSECONDS.toMillis(deadline - System.nanoTime());
      if (left <= 0) {
        throw new AssertionError("recorder " + all);
      }
      wait(left);
    }
  }
}
