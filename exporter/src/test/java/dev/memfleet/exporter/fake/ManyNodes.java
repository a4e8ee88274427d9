package dev.memfleet.exporter.fake;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.parsetools.RecordParser;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The same node on every loopback address, on one event loop. */
public final class ManyNodes implements AutoCloseable {
  private static final String[] ITEMS =
      """
      number number_hot number_warm number_cold age_hot age_warm age mem_requested evicted \
      evicted_nonzero evicted_time outofmemory tailrepairs reclaimed expired_unfetched \
      evicted_unfetched evicted_active crawler_reclaimed crawler_items_checked lrutail_reflocked \
      moves_to_cold moves_to_warm moves_within_lru direct_reclaims hits_to_hot hits_to_warm \
      hits_to_cold hits_to_temp"""
          .split(" ");
  private static final String[] SLABS =
      """
      chunk_size chunks_per_page total_pages total_chunks used_chunks free_chunks \
      free_chunks_end get_hits cmd_set delete_hits incr_hits decr_hits cas_hits cas_badval \
      touch_hits"""
          .split(" ");

  private static final Buffer UNKNOWN = Buffer.buffer("ERROR\r\n");

  private final EventLoop loop = new EventLoop();
  private final Map<String, Buffer> answers;
  private final NetServer server;

  private ManyNodes(Map<String, String> answers) throws Exception {
    this.answers = new LinkedHashMap<>();
    answers.forEach((line, answer) -> this.answers.put(line, Buffer.buffer(answer)));
    NetServerOptions options = new NetServerOptions().setHost("0.0.0.0").setAcceptBacklog(4096);
    server = loop.vertx().createNetServer(options).connectHandler(this::converse);
    loop.get(() -> server.listen(0));
  }

  /** Nodes that report a given number of slab classes. */
  public static ManyNodes ofSlabClasses(int classes) throws Exception {
    StringBuilder items = new StringBuilder();
    StringBuilder slabs = new StringBuilder();
    for (int slab = 1; slab <= classes; slab++) {
      for (String stat : ITEMS) {
        items.append("STAT items:%d:%s %d\r\n".formatted(slab, stat, 1_000_000 + slab));
      }
      for (String stat : SLABS) {
        slabs.append("STAT %d:%s %d\r\n".formatted(slab, stat, 1_000_000 + slab));
      }
    }
    return new ManyNodes(
        Map.of(
            "version", "VERSION 1.6.18\r\n",
            "stats", "STAT uptime 7\r\nSTAT curr_items 3\r\nEND\r\n",
            "stats settings", "STAT maxconns 1024\r\nEND\r\n",
            "stats items", items + "END\r\n",
            "stats slabs", slabs + "STAT active_slabs " + classes + "\r\nEND\r\n"));
  }

  private void converse(NetSocket client) {
    client.exceptionHandler(reset -> {});
    client.handler(
        RecordParser.newDelimited(
            "\r\n", line -> client.write(answers.getOrDefault(line.toString(), UNKNOWN))));
  }

  public int port() {
    return server.actualPort();
  }

  @Override
  public void close() throws TimeoutException {
    server.close().await(10, TimeUnit.SECONDS);
    loop.close();
  }
}
