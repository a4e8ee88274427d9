package dev.memfleet.exporter.http.access;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Checks logins one at a time on a separate thread: a bcrypt hash takes some 50 ms, too long for an
 * event loop.
 *
 * <p>Each client address has a FIFO queue, and the addresses are served round-robin, so that a
 * flood from one delays the others by one check each. Each queue has a limit, and so has their sum.
 * When the sum is reached, an address with fewer logins displaces the last login of the longest
 * queue. A login that is displaced or finds no place is answered 503 at once. Duplicate logins in
 * the queue share one check, as when a fleet of Prometheus servers is behind one address.
 *
 * <p>Each queued login submits one task to the thread; the task checks the next login, or nothing
 * if one was displaced. Constant-time, except for a scan of the addresses when all places are
 * taken.
 */
final class LoginQueue {
  private static final int MAX_LENGTH = 1024;

  /** At bcrypt's default cost of 10, the last one is checked within a usual scrape timeout. */
  private static final int MAX_PER_ADDRESS = 128;

  private final Executor thread;
  private final Map<String, Deque<Check>> waiting = new LinkedHashMap<>();
  private final Map<Object, Future<Verdict>> underWay = new HashMap<>();

  private record Check(Object login, BooleanSupplier isRight, Promise<Verdict> end) {}

  /**
   * @param thread runs one task at a time
   */
  LoginQueue(Executor thread) {
    this.thread = thread;
  }

  /**
   * Checks a login.
   *
   * @param login equal for duplicate logins
   */
  synchronized Future<Verdict> check(String from, Object login, BooleanSupplier isRight) {
    Future<Verdict> same = underWay.get(login);
    if (same != null) {
      return same;
    }
    Deque<Check> ofAddress = waiting.getOrDefault(from, new ArrayDeque<>());
    if (ofAddress.size() >= MAX_PER_ADDRESS || !hasRoomBeside(ofAddress)) {
      return Future.succeededFuture(Verdict.BUSY);
    }
    Check check = new Check(login, isRight, Promise.promise());
    waiting.putIfAbsent(from, ofAddress);
    ofAddress.add(check);
    underWay.put(login, check.end.future());
    thread.execute(this::checkNext);
    return check.end.future();
  }

  private boolean hasRoomBeside(Deque<Check> ofAddress) {
    if (underWay.size() < MAX_LENGTH) {
      return true;
    }
    Deque<Check> most = Collections.max(waiting.values(), Comparator.comparingInt(Deque::size));
    if (most.size() <= ofAddress.size() + 1) {
      return false;
    }
    Check last = most.removeLast();
    underWay.remove(last.login);
    last.end.complete(Verdict.BUSY);
    return true;
  }

  private void checkNext() {
    Check check = next();
    if (check == null) {
      return; // one was displaced
    }
    try {
      boolean right = check.isRight.getAsBoolean();
      done(check);
      check.end.complete(right ? Verdict.ADMITTED : Verdict.UNAUTHORIZED);
    } catch (RuntimeException | Error broken) {
      done(check);
      check.end.fail(broken);
    }
  }

  private synchronized @Nullable Check next() {
    Iterator<Map.Entry<String, Deque<Check>>> turns = waiting.entrySet().iterator();
    if (!turns.hasNext()) {
      return null;
    }
    Map.Entry<String, Deque<Check>> turn = turns.next();
    turns.remove();
    Check check = turn.getValue().remove();
    if (!turn.getValue().isEmpty()) {
      waiting.put(turn.getKey(), turn.getValue());
    }
    return check;
  }

  private synchronized void done(Check check) {
    underWay.remove(check.login);
  }
}
