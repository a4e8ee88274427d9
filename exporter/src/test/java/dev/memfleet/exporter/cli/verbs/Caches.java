package dev.memfleet.exporter.cli.verbs;

import dev.memfleet.exporter.peer.CacheNode;
import dev.memfleet.exporter.peer.Daemon;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Two memcached with a little in them, a third address where nothing listens, and the configuration
 * file of the three.
 */
final class Caches implements AutoCloseable {
  final CacheNode first;
  final CacheNode second;
  final String nothing = "127.0.0.1:" + Daemon.freePort();
  final Path file;

  Caches(Path folder) {
    first = CacheNode.memcached(folder, "sessions");
    second = CacheNode.memcached(folder, "pages");
    first.exchange("set a 0 0 3\r\nabc\r\nset b 0 0 3\r\nabc\r\nget a\r\nget c\r\n", 6);
    second.exchange("set a 0 0 3\r\nabc\r\n", 1);
    file = folder.resolve("fleet.yml");
    try {
      Files.writeString(
          file,
          """
          nodes:
            - {address: "%s", labels: {pool: sessions}}
            - {address: "%s", labels: {pool: pages}}
            - {address: "%s", labels: {pool: sessions}}
          """
              .formatted(first.address(), second.address(), nothing));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A run with names and times that are the same in each run. */
  VerbRun steady(VerbRun run) {
    return run.with(file.toString(), "fleet.yml")
        .with(first.address(), "10.0.0.11:11211")
        .with(second.address(), "10.0.0.12:11211")
        .with(nothing, "10.0.0.13:11211")
        .matching(
            "\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d [+-]\\d{4}", "2026-11-26 06:06:07 +0000")
        .matching("(?m)^(Uptime: +)\\S+$", "$12h14m")
        .matching("(?m)^(Total connections: +)\\d+$", "$14")
        .matching("1\\.6\\.18 +\\d+s", "1.6.18   2h14m");
  }

  @Override
  public void close() {
    first.close();
    second.close();
  }
}
