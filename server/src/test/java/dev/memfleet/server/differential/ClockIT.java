package dev.memfleet.server.differential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.server.peer.CacheServer;
import dev.memfleet.server.peer.Software;
import dev.memfleet.server.peer.TextClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * What goes with the clock goes with the same second on our server and on memcached, whichever
 * tenth of a second the request came in. A look at an item is placed between two readings of the
 * server's clock, so a slow machine makes the test less sharp but never wrong.
 */
class ClockIT {
  private static final int FRACTIONS = 10;
  private static final long SECOND_NANOS = 1_000_000_000;
  private static final long LOOK_NANOS = 20_000_000;

  /** Servers of each kind that share the plans. */
  private static final int SHARES = 4;

  private static final Pattern TIME = Pattern.compile("STAT time (\\d+)\r\n");

  @Test
  void items_go_with_the_same_second_at_every_tenth() throws Exception {
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
      for (int i = share; i < plans.size(); i += SHARES) {
        for (int tenth = 0; tenth < FRACTIONS; tenth++) {
          ClockPlan plan = plans.get(i);
          String where = software + ", " + plan + ", sent at 0." + tenth + " of a second";
          follow(client, plan, send(client, plan, tenth), where);
        }
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
    List<Long> times = new ArrayList<>();
    Matcher time = TIME.matcher(reply);
    while (time.find()) {
      times.add(Long.valueOf(time.group(1)));
    }
    return times;
  }

  /** Looks at the items until their time is over. */
  private static void follow(TextClient client, ClockPlan plan, long start, String where)
      throws IOException {
    Map<String, Long> gone = new HashMap<>();
    long passed = 0;
    while (passed <= plan.longest()) {
      for (ClockPlan.Item item : plan.items()) {
        String reply = client.exchange("stats\r\nmg " + item.key() + "\r\nstats\r\n");
        List<Long> times = times(reply);
        boolean there = reply.contains("\r\nHD\r\n") || reply.contains("\r\nHD ");
        passed = times.get(0) - start;
        if (there) {
          assertThat(gone).as("%s: %s is back", where, item).doesNotContainKey(item.key());
          assertThat(passed).as("%s: %s is there", where, item).isLessThan(item.lives());
        } else if (gone.putIfAbsent(item.key(), times.get(1)) == null) {
          assertThat(times.get(1) - start)
              .as("%s: %s is gone", where, item)
              .isGreaterThanOrEqualTo(item.lives());
        }
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }
}
