package dev.memfleet.exporter.catalog;

import dev.memfleet.exporter.catalog.StatKey.Scope;
import dev.memfleet.exporter.protocol.Section;
import java.util.List;

/** Metrics of the answer to {@code stats}. */
final class GeneralMetrics extends MetricTable {
  GeneralMetrics() {
    super(Section.STATS, Scope.NODE);
  }

  // spotless:off
  @Override
  List<Metric> metrics() {
    return List.of(
        untyped("uptime_seconds", "Seconds since the server started (uptime).").from("uptime"),
        gauge("version", "Version of the server, as a label (version).", "version").fromTexts(text("version")),
        gauge("current_bytes", "Bytes in use by items (bytes).").from("bytes"),
        counter("process_user_cpu_seconds_total", "CPU time in user mode (rusage_user).").from(timeval("rusage_user")),
        counter("commands_total", "Commands by command and outcome ({get,delete,incr,decr,cas,touch}_{hits,misses}, cas_badval, cmd_flush, cmd_set less cas).", "command", "status")
            .hitsAndMisses("get", "delete", "incr", "decr", "cas", "touch")
            .from("cas_badval", "cas", "badval")
            .from("cmd_flush", "flush", "hit")
            .from(less("cmd_set", "cas_misses", "cas_hits", "cas_badval"), "set", "hit"));
  }
  // spotless:on
}
