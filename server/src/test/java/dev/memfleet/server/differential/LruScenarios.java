package dev.memfleet.server.differential;

import static dev.memfleet.server.differential.Scenario.alike;
import static dev.memfleet.server.differential.Scenario.ours;
import static dev.memfleet.server.differential.Scenario.set;
import static dev.memfleet.server.differential.Scenario.sets;

import dev.memfleet.server.peer.TextClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Items that age, move between segments, expire and are evicted. */
final class LruScenarios {
  /** Items that the crawler checks between two sleeps. */
  private static final int CRAWLER_BATCH = 1000;

  private LruScenarios() {}

  static List<Scenario> all() {
    return List.of(
        alike("segments", "", LruScenarios::segments),
        ours("ages", "-o debugtime", LruScenarios::ages),
        alike("temporary items", "-o temporary_ttl=60", LruScenarios::temporaryItems),
        ours("reclaimed", "-o debugtime,no_lru_maintainer", LruScenarios::reclaimed),
        ours("crawls", "-o debugtime,no_lru_maintainer", LruScenarios::crawls),
        alike("evictions", "-m 2", LruScenarios::evictions),
        ours("age of the evicted", "-m 2 -o debugtime", LruScenarios::ageOfTheEvicted),
        ours("held item", "", LruScenarios::heldItem),
        ours("dropped bumps", "-t 2", LruScenarios::droppedBumps));
  }

  /** Ten items: hot may keep six of them, however old. */
  private static void segments(StatsProbe probe) throws IOException {
    probe
        .send("lru tune 60 20 10 10")
        .send(sets(10, 0, 9))
        .await("items:1:number_cold 4")
        .expect("items:1:number_hot 6", "items:1:moves_to_cold 4", "moves_to_cold 4")
        .send("get k0", "get k0")
        .await("items:1:number_warm 1", "items:1:number_cold 3", "items:1:number_hot 6")
        .expect("moves_to_warm 1", "items:1:moves_to_warm 1", "moves_within_lru 0")
        .send("get k0", "get k9", "get k9", "get k9", "get k1")
        .expect("items:1:hits_to_cold 3", "items:1:hits_to_warm 1", "items:1:hits_to_hot 3")
        .expect("get_hits 7", "1:get_hits 7")
        .await("moves_within_lru 1", "items:1:moves_within_lru 1")
        .awaitPositive("lru_maintainer_juggles");
  }

  /**
   * The cold items have an age before the last step in time: the maintainer moves hot and warm
   * items that are more than ten times as old as the cold ones, whose age it may read before the
   * step.
   */
  private static void ages(StatsProbe probe) throws IOException {
    probe
        .send("debugtime p", "lru tune 60 20 10 10")
        .send(sets(4, 0, 9))
        .await("items:1:number_cold 2")
        .send("debugtime 1");
    for (int i = 0; i < 6; i++) {
      probe.send(set("h" + i, 9));
    }
    probe
        .await("items:1:number_cold 4", "items:1:number_hot 6")
        .send("get k0", "get k0")
        .await("items:1:number_warm 1")
        .send("debugtime 7")
        .expect("items:1:age 8", "items:1:age_hot 7", "items:1:age_warm 7");
  }

  private static void temporaryItems(StatsProbe probe) throws IOException {
    probe
        .send(set("a", 50, 9), set("b", 50, 9), set("c", 0, 9), "get a b", "get a")
        .expect("items:1:number_temp 2", "items:1:hits_to_temp 3", "items:1:number 3");
  }

  /** Each allocation looks at the oldest item. */
  private static void reclaimed(StatsProbe probe) throws IOException {
    probe
        .send("debugtime p", set("a", 5, 9), set("b", 5, 9), "get b", "debugtime 10")
        .send(sets(3, 0, 9))
        .expect("reclaimed 2", "items:1:reclaimed 2", "curr_items 3")
        .expect("expired_unfetched 1", "items:1:expired_unfetched 1");
  }

  /** The crawler sleeps for a second after each thousand items. */
  private static void crawls(StatsProbe probe) throws IOException {
    probe
        .send("debugtime p", "lru_crawler sleep 1000000", set("a", 5, 9), set("b", 5, 9))
        .send(sets(CRAWLER_BATCH, 0, 9))
        .send("debugtime 10", "lru_crawler crawl 1")
        .expect("lru_crawler_running 1")
        .await("lru_crawler_running 0")
        .expect("crawler_items_checked 1002", "items:1:crawler_items_checked 1002")
        .expect("crawler_reclaimed 2", "items:1:crawler_reclaimed 2", "curr_items 1000")
        .send("lru_crawler sleep 0", "lru_crawler crawl 1")
        .await("lru_crawler_running 0")
        .send("lru_crawler crawl 1")
        .expect("lru_crawler_starts 3");
  }

  /** Two pages of 10 chunks, and 5 items that do not fit. */
  private static void evictions(StatsProbe probe) throws IOException {
    probe
        .send("lru mode flat")
        .send(sets(3, 1000, 100_000))
        .send("get k0")
        .send(sets(20, 0, 100_000))
        .send(set("a", 100_000), set("b", 100_000))
        .expect("evictions 2", "items:32:evicted 2", "curr_items 20");
  }

  private static void ageOfTheEvicted(StatsProbe probe) throws IOException {
    probe
        .send("debugtime p", "lru mode flat")
        .send(sets(20, 1000, 100_000))
        .send("get k0", "debugtime 7", set("a", 100_000), set("b", 100_000), set("c", 100_000))
        .expect("evictions 3", "items:32:evicted 3", "items:32:evicted_time 7")
        .expect("items:32:evicted_nonzero 3", "direct_reclaims 3", "items:32:direct_reclaims 3")
        .expect("evicted_unfetched 2", "items:32:evicted_unfetched 2");
  }

  /** A reply that its client does not read holds the oldest item. */
  private static void heldItem(StatsProbe probe) throws IOException {
    probe.send("lru mode flat", set("held", 100_000));
    try (TextClient slow = probe.connect()) {
      slow.send("get held\r\n".repeat(500));
      probe
          .await("response_obj_count 2", "response_obj_bytes 32768")
          .send(set("a", 100_000), set("b", 100_000))
          .expect("lrutail_reflocked 2", "items:32:lrutail_reflocked 2");
    }
    probe.await("response_obj_count 1");
  }

  /**
   * While {@code stats cachedump} lists cold items, it holds the segment's lock, and bumps are
   * dropped.
   */
  private static void droppedBumps(StatsProbe probe) throws IOException {
    probe.send("lru mode flat");
    probe.send(String.join("\r\n", sets(50_000, 0, 9)));
    probe.send("lru mode segmented");
    StringBuilder reads = new StringBuilder();
    for (int i = 0; i < 2000; i++) {
      reads.append("mg k").append(i).append("\r\nmg k").append(i).append("\r\n");
    }
    List<TextClient> clients = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      clients.add(probe.connect());
    }
    probe.repeatUntilChanged(
        () -> {
          for (TextClient client : clients) {
            client.send("stats cachedump 1 0\r\n" + reads);
          }
          for (TextClient client : clients) {
            client.exchange("");
          }
        },
        "lru_bumps_dropped");
    for (TextClient client : clients) {
      client.close();
    }
  }
}
