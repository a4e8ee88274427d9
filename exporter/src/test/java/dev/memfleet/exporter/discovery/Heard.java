package dev.memfleet.exporter.discovery;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import dev.memfleet.exporter.node.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Remembers what a source says, for as long as a test waits for it. */
public final class Heard implements Source.Listener {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final List<Said> all = new ArrayList<>();

  /**
   * One answer.
   *
   * @param nodes with their labels in braces; empty after a failure
   */
  public record Said(List<String> nodes, List<String> problems) {}

  @Override
  public synchronized void found(Answer answer) {
    add(new Said(answer.nodes().stream().map(Heard::text).toList(), answer.problems()));
  }

  @Override
  public synchronized void failed(List<String> problems) {
    add(new Said(List.of(), problems));
  }

  private void add(Said said) {
    all.add(said);
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
  public Said said(int number) throws InterruptedException {
    return await(number, said -> true);
  }

  /** Waits for an answer that is yet to come. */
  public Said next() throws InterruptedException {
    return said(count());
  }

  /** Waits for the first of the answers to come that is as it should be. */
  public Said await(Predicate<Said> expected) throws InterruptedException {
    return await(count(), expected);
  }

  private synchronized Said await(int from, Predicate<Said> expected) throws InterruptedException {
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
        throw new AssertionError("heard " + all);
      }
      wait(left);
    }
  }
}
