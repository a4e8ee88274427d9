package dev.memfleet.exporter.web;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;

/**
 * Checks logins one at a time. Addresses take turns, so that a flood from one keeps nobody else
 * waiting; the same login is checked once for all who wait for it.
 */
final class LoginQueue {
  private static final int LONGEST = 256;
  private static final int LONGEST_OF_ADDRESS = 16;

  private final Executor thread;
  private final Map<InetAddress, Queue<Check>> waiting = new LinkedHashMap<>();
  private final Map<Object, Future<Admission>> underWay = new HashMap<>();

  private record Check(Object login, BooleanSupplier isRight, Promise<Admission> end) {}

  /**
   * @param thread runs one task at a time
   */
  LoginQueue(Executor thread) {
    this.thread = thread;
  }

  /**
   * Has a login checked.
   *
   * @param login equal to those of the same login
   */
  synchronized Future<Admission> check(InetAddress from, Object login, BooleanSupplier isRight) {
    Future<Admission> same = underWay.get(login);
    if (same != null) {
      return same;
    }
    Queue<Check> ofAddress = waiting.getOrDefault(from, new ArrayDeque<>());
    if (underWay.size() >= LONGEST || ofAddress.size() >= LONGEST_OF_ADDRESS) {
      return Future.succeededFuture(Admission.BUSY);
    }
    Check check = new Check(login, isRight, Promise.promise());
    waiting.putIfAbsent(from, ofAddress);
    ofAddress.add(check);
    underWay.put(login, check.end.future());
    thread.execute(this::checkNext);
    return check.end.future();
  }

  private void checkNext() {
    Check check = next();
    try {
      boolean right = check.isRight.getAsBoolean();
      done(check);
      check.end.complete(right ? Admission.ADMITTED : Admission.UNAUTHORIZED);
    } catch (RuntimeException | Error broken) {
      done(check);
      check.end.fail(broken);
    }
  }

  private synchronized Check next() {
    Iterator<Map.Entry<InetAddress, Queue<Check>>> turns = waiting.entrySet().iterator();
    Map.Entry<InetAddress, Queue<Check>> turn = turns.next();
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
