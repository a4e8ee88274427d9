package dev.memfleet.server.differential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.server.peer.CacheServer;
import dev.memfleet.server.peer.Software;
import dev.memfleet.server.peer.TextClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Items expire, and are flushed, in the same second of the clock on our server and on memcached,
 * whichever tenth of a second the request came in. The items are read between two readings of the
 * server's clock, so a slow machine makes the test less sharp but never wrong.
 */
class ClockIT {
  private static final int FRACTIONS = 10;
  private static final long SECOND_NANOS = 1_000_000_000;
  private static final long LOOK_NANOS = 40_000_000;

  /** Servers of each kind that share the plans and tenths. */
  private static final int SHARES = 10;

  private static final Pattern TIME = Pattern.compile("STAT time (\\d+)\r\n");

  @Test
  void items_expireInTheSameSecondAtEveryTenth() throws Exception {
    ExecutorService threads = Executors.newCachedThreadPool();
    List<CacheServer> servers = new ArrayList<>();
    try {
      List<Future<?>> runs = new ArrayList<>();
      for (Software software : Software.values()) {
        for (int share = 0; share < SHARES; share++) {
          CacheServer server = software.start("-t", "1", "-m", "8");
          servers.add(server);
          int first = share;
          runs.add(threads.submit(() -> run(software, server, first)));
        }
      }
      for (Future<?> run : runs) {
        await(run);
      }
    } finally {
      threads.shutdownNow();
      for (CacheServer server : servers) {
        server.close();
      }
    }
  }

  private static void await(Future<?> run) throws Exception {
    try {
      run.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof AssertionError failure) {
        throw failure;
      }
      throw e;
    }
  }

  private static Void run(Software software, CacheServer server, int share) throws IOException {
    List<ClockPlan> plans = ClockPlan.all();
    try (TextClient client = server.connect()) {
      for (int i = share; i < plans.size() * FRACTIONS; i += SHARES) {
        ClockPlan plan = plans.get(i / FRACTIONS);
        int tenth = i % FRACTIONS;
        String where = software + ", " + plan + ", sent at 0." + tenth + " of a second";
        observe(client, plan, send(client, plan, tenth), where);
      }
    }
    return null;
  }

  /** Sends the requests so that all of them fall into one second, which is the answer. */
  private static long send(TextClient client, ClockPlan plan, int tenth) throws IOException {
    while (true) {
      long second = nextSecond(client);
      LockSupport.parkNanos(tenth * SECOND_NANOS / FRACTIONS);
      client.exchange(plan.request().at(second));
      if (second(client) == second) {
        return second;
      }
    }
  }

  private static long nextSecond(TextClient client) throws IOException {
    long before = second(client);
    long now = before;
    while (now == before) {
      LockSupport.parkNanos(LOOK_NANOS / 4);
      now = second(client);
    }
    return now;
  }

  private static long second(TextClient client) throws IOException {
    return times(client.exchange("stats\r\n")).get(0);
  }

  private static List<Long> times(String reply) {
    return TIME.matcher(reply).results().map(time -> Long.valueOf(time.group(1))).toList();
  }

  /** Reads the items until the last of them has expired. */
  private static void observe(TextClient client, ClockPlan plan, long start, String where)
      throws IOException {
    StringBuilder reads = new StringBuilder();
    plan.items().forEach(item -> reads.append("mg ").append(item.key()).append("\r\n"));
    Set<ClockPlan.Item> expired = new HashSet<>();
    long passed = 0;
    while (passed <= plan.longest()) {
      String reply = client.exchange("stats\r\n" + reads + "stats\r\n");
      List<Long> times = times(reply);
      passed = times.get(0) - start;
      long until = times.get(1) - start;
      List<String> hits = reply.lines().filter(line -> line.matches("HD.*|EN")).toList();
      assertThat(hits).hasSameSizeAs(plan.items());
      for (int i = 0; i < hits.size(); i++) {
        ClockPlan.Item item = plan.items().get(i);
        if (hits.get(i).startsWith("HD")) {
          assertThat(expired).as("%s: %s is back", where, item).doesNotContain(item);
          assertThat(passed).as("%s: %s has not expired", where, item).isLessThan(item.lives());
        } else if (expired.add(item)) {
          assertThat(until)
              .as("%s: %s has expired", where, item)
              .isGreaterThanOrEqualTo(item.lives());
        }
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }
}
