package dev.memfleet.server.differential;

import static dev.memfleet.server.differential.Scenario.alike;
import static dev.memfleet.server.differential.Scenario.ours;
import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.server.peer.Pem;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;

/** Options and commands, and the settings they make. */
final class SettingScenarios {
  private static final String SOCKET = "target/stats-movement.sock";

  private SettingScenarios() {}

  static List<Scenario> all(Pem pem) throws IOException {
    String port = Integer.toString(freePort());
    return List.of(
        alike("memory options", "-m 100 -M -f 1.5 -n 100 -I 2m -C", SettingScenarios::memory),
        alike("memory taken at the start", "-L", SettingScenarios::preallocated),
        alike("command options", "-A -F -X -D / -R 7 -B ascii -v", SettingScenarios::commands),
        alike("network options", "-c 200 -t 3 -b 99 -a 755 -U -1", SettingScenarios::network),
        ours("port", "-p " + port, probe -> probe.expect("settings:tcpport " + port)),
        ours("addresses", "-l 127.0.0.2", SettingScenarios::addresses),
        ours("unix socket", "-s " + SOCKET, SettingScenarios::unixSocket),
        alike(
            "index options",
            "-o hashpower=14,tail_repair_time=20,hash_algorithm=jenkins" + ",track_sizes",
            SettingScenarios::index),
        ours("chunks", "-o slab_chunk_max=256", SettingScenarios::chunks),
        alike(
            "ages",
            "-o hot_lru_pct=10,warm_lru_pct=30,hot_max_factor=0.3,warm_max_factor=1.5"
                + ",temporary_ttl=30,lru_crawler_sleep=200,lru_crawler_tocrawl=5,idle_timeout=600",
            SettingScenarios::ages),
        alike(
            "buffers",
            "-o read_buf_mem_limit=32,watcher_logbuf_size=512,worker_logbuf_size=128",
            SettingScenarios::buffers),
        alike("classic", "-o no_modern", SettingScenarios::classic),
        alike("tuning", "", SettingScenarios::tuning),
        ours("page moves", "", SettingScenarios::pageMoves),
        ours("TLS", tls(pem), probe -> expectTls(probe, pem)));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void memory(StatsProbe probe) throws IOException {
    probe
        .expect("settings:maxbytes 104857600", "limit_maxbytes 104857600", "settings:evictions off")
        .expect("settings:growth_factor 1.50", "settings:chunk_size 100", "settings:cas_enabled no")
        .expect("settings:item_size_max 2097152");
  }

  private static void preallocated(StatsProbe probe) throws IOException {
    probe.expect("active_slabs 39", "total_malloced " + (39 << 20), "1:free_chunks 10922");
    assertThat(probe.ask("cache_memlimit 100"))
        .isEqualTo("MEMLIMIT_ADJUST_FAILED out of bounds or unable to adjust\r\n");
  }

  private static void commands(StatsProbe probe) throws IOException {
    probe
        .expect("settings:shutdown_command yes", "settings:flush_enabled no")
        .expect("settings:dump_enabled no", "settings:stat_key_prefix /")
        .expect("settings:detail_enabled yes", "settings:reqs_per_event 7")
        .expect("settings:binding_protocol ascii", "settings:verbosity 1");
  }

  private static void network(StatsProbe probe) throws IOException {
    probe
        .expect("settings:maxconns 200", "max_connections 200", "settings:num_threads 3")
        .expect("settings:num_threads_per_udp 3", "settings:tcp_backlog 99", "settings:umask 755")
        .expect("settings:udpport -1");
  }

  private static void addresses(StatsProbe probe) throws IOException {
    probe.expect("settings:inter 127.0.0.1,127.0.0.2");
  }

  private static void unixSocket(StatsProbe probe) throws IOException {
    probe.expect("settings:domain_socket " + SOCKET);
  }

  private static void index(StatsProbe probe) throws IOException {
    probe
        .expect("settings:hashpower_init 14", "settings:tail_repair_time 20")
        .expect("settings:hash_algorithm jenkins")
        .expect("settings:track_sizes yes", "hash_power_level 14", "hash_bytes 131072");
  }

  /** memcached 1.6.18 takes the number for bytes. */
  private static void chunks(StatsProbe probe) throws IOException {
    probe.expect("settings:slab_chunk_max 262144");
  }

  private static void ages(StatsProbe probe) throws IOException {
    probe
        .expect("settings:hot_lru_pct 10", "settings:warm_lru_pct 30")
        .expect("settings:hot_max_factor 0.30", "settings:warm_max_factor 1.50")
        .expect("settings:temp_lru yes", "settings:temporary_ttl 30")
        .expect("settings:lru_crawler_sleep 200", "settings:lru_crawler_tocrawl 5")
        .expect("settings:idle_timeout 600");
  }

  private static void buffers(StatsProbe probe) throws IOException {
    probe
        .expect("settings:read_buf_mem_limit 33554432")
        .expect("settings:watcher_logbuf_size 524288", "settings:worker_logbuf_size 131072");
  }

  private static void classic(StatsProbe probe) throws IOException {
    probe
        .expect("settings:maxconns_fast no", "settings:slab_reassign no", "settings:lru_crawler no")
        .expect("settings:lru_maintainer_thread no", "settings:lru_segmented no");
  }

  private static void tuning(StatsProbe probe) throws IOException {
    probe
        .send("slabs automove 2", "slabs automove ratio 0.5")
        .send("lru tune 15 25 0.4 1.75", "lru mode flat")
        .send("lru temp_ttl 25", "lru_crawler sleep 300", "lru_crawler tocrawl 7", "verbosity 1")
        .expect("settings:slab_automove 2", "settings:slab_automove_ratio 0.50")
        .expect("settings:hot_lru_pct 15", "settings:warm_lru_pct 25")
        .expect("settings:hot_max_factor 0.40", "settings:warm_max_factor 1.75")
        .expect("settings:lru_segmented no", "settings:temporary_ttl 25", "settings:temp_lru yes")
        .expect("settings:lru_crawler_sleep 300", "settings:lru_crawler_tocrawl 7")
        .expect("settings:verbosity 1");
  }

  /** memcached 1.6.18 takes both as options only. */
  private static void pageMoves(StatsProbe probe) throws IOException {
    probe
        .send("slabs automove window 9", "slabs automove freeratio 0.25")
        .expect("settings:slab_automove_window 9", "settings:slab_automove_freeratio 0.250");
  }

  private static String tls(Pem pem) {
    return "-Z -o ssl_verify_mode=1,ssl_wbuf_size=8,ssl_session_cache,ssl_min_version=3"
        + ",ssl_ciphers=ECDHE-ECDSA-AES128-GCM-SHA256,ssl_ca_cert="
        + pem.path("ca.pem")
        + ",ssl_chain_cert="
        + pem.path("own.pem")
        + ",ssl_key="
        + pem.path("own.key");
  }

  private static void expectTls(StatsProbe probe, Pem pem) throws IOException {
    probe
        .expect("settings:ssl_enabled yes", "settings:ssl_verify_mode 1")
        .expect("settings:ssl_wbuf_size 8192", "settings:ssl_session_cache yes")
        .expect("settings:ssl_min_version tlsv1.3", "settings:ssl_ca_cert " + pem.path("ca.pem"))
        .expect("settings:ssl_ciphers ECDHE-ECDSA-AES128-GCM-SHA256")
        .expect("settings:ssl_chain_cert " + pem.path("own.pem"))
        .expect("settings:ssl_key " + pem.path("own.key"));
  }
}
