package dev.memfleet.server.differential;

import static dev.memfleet.server.differential.Scenario.alike;
import static dev.memfleet.server.differential.Scenario.ours;
import static dev.memfleet.server.differential.Scenario.set;

import java.io.IOException;
import java.util.List;

/** Commands with and without their item, and how large items are. */
final class CommandScenarios {
  private CommandScenarios() {}

  static List<Scenario> all() {
    return List.of(
        alike("reads", "", CommandScenarios::reads),
        alike("changes", "", CommandScenarios::changes),
        alike("compare and swap", "", CommandScenarios::compareAndSwap),
        alike("sizes", "", CommandScenarios::sizes),
        alike("other chunk sizes", "-n 100", CommandScenarios::otherChunks),
        alike("refused for size", "", CommandScenarios::tooLarge),
        alike("no memory", "-m 2 -M", CommandScenarios::noMemory),
        alike("memory limit", "", CommandScenarios::memoryLimit),
        ours("flush", "-o debugtime,no_lru_maintainer", CommandScenarios::flush),
        ours("time", "-o debugtime,no_lru_maintainer", CommandScenarios::time),
        alike("processor time", "", CommandScenarios::processorTime));
  }

  private static void reads(StatsProbe probe) throws IOException {
    probe
        .send(set("a", 5), "get a b c", "gets a", "mg a v", "mg b v", "me a")
        .send("gat 0 a b", "mg a T0", "touch a 0", "touch b 0", "touch c 0")
        .expect("cmd_get 6", "get_hits 3", "get_misses 3", "cmd_meta 1", "total_items 1")
        .expect("cmd_touch 6", "touch_hits 3", "touch_misses 3")
        .expect("1:get_hits 3", "1:touch_hits 3", "1:cmd_set 1");
  }

  private static void changes(StatsProbe probe) throws IOException {
    probe
        .send(set("a", 1), set("b", 1), "set n 0 0 1\r\n5", "set n 0 0 1\r\n6")
        .send("incr n 1", "incr n 1", "incr x 1", "decr n 1", "decr n 1", "decr n 1")
        .send("decr x 1", "decr x 1", "delete a", "delete b", "delete x")
        .expect("cmd_set 4", "incr_hits 2", "incr_misses 1", "decr_hits 3", "decr_misses 2")
        .expect("delete_hits 2", "delete_misses 1", "curr_items 1")
        .expect("1:cmd_set 4", "1:incr_hits 2", "1:decr_hits 3", "1:delete_hits 2");
  }

  private static void compareAndSwap(StatsProbe probe) throws IOException {
    probe.send(set("a", 1));
    for (int i = 0; i < 2; i++) {
      String id = probe.ask("gets a").split("\r\n", 2)[0].split(" ", -1)[4];
      probe.send("cas a 0 0 1 " + id + "\r\n1");
    }
    probe
        .send("cas a 0 0 1 99999\r\n1", "cas x 0 0 1 1\r\n1", "cas x 0 0 1 1\r\n1")
        .expect("cas_hits 2", "cas_badval 1", "cas_misses 2", "1:cas_hits 2", "1:cas_badval 1");
  }

  /** 48 bytes of header, 8 of cas, key and NUL, value and line end. */
  private static void sizes(StatsProbe probe) throws IOException {
    probe
        .send(set("a", 1), set("b", 20), set("c", 36), set("d", 100), set("e", 100_000))
        .expect("bytes 100457", "curr_items 5", "total_items 5")
        .expect("items:1:number 3", "items:1:mem_requested 237", "1:used_chunks 3")
        .expect("1:free_chunks 10919", "1:total_pages 1", "1:total_chunks 10922")
        .expect("active_slabs 3", "total_malloced 3145728", "32:free_chunks 9")
        .send(set("f", 100_000), set("g", 100_000))
        .send(Scenario.sets(10, 0, 100_000))
        .expect("32:total_pages 2", "32:total_chunks 20", "32:used_chunks 13");
  }

  private static void otherChunks(StatsProbe probe) throws IOException {
    probe.send(set("a", 1)).expect("1:chunk_size 152", "1:chunks_per_page 6898");
  }

  private static void tooLarge(StatsProbe probe) throws IOException {
    probe.send(set("a", 2 << 20), set("a", 3 << 20)).expect("store_too_large 2");
  }

  /** Two pages of 10 chunks. */
  private static void noMemory(StatsProbe probe) throws IOException {
    probe
        .send(Scenario.sets(23, 0, 100_000))
        .expect("curr_items 20", "store_no_memory 3", "items:32:outofmemory 3");
  }

  private static void memoryLimit(StatsProbe probe) throws IOException {
    probe.send("cache_memlimit 100").expect("limit_maxbytes 104857600");
  }

  private static void flush(StatsProbe probe) throws IOException {
    probe
        .send("debugtime p", set("a", 1), set("b", 1), "debugtime 10", "flush_all", "get a b")
        .expect("cmd_flush 1", "get_flushed 2", "get_misses 2", "settings:oldest 71");
  }

  private static void time(StatsProbe probe) throws IOException {
    probe.send("debugtime p", set("a", 9, 1), set("b", 0, 1));
    long time = probe.number("time");
    long uptime = probe.number("uptime");
    probe
        .send("debugtime 10", "get a b")
        .expect("time " + (time + 10), "uptime " + (uptime + 10), "get_expired 1");
  }

  private static void processorTime(StatsProbe probe) throws IOException {
    probe.repeatUntilChanged(() -> probe.send("version"), "rusage_user", "rusage_system");
  }
}
