package dev.memfleet.exporter.catalog;

import dev.memfleet.exporter.catalog.StatKey.Scope;
import dev.memfleet.exporter.protocol.Section;
import java.util.List;

/** Metrics of the proxy's commands and memory: {@code stats proxy}. */
final class ProxyStatMetrics extends MetricTable {
  ProxyStatMetrics() {
    super(Section.PROXY, Scope.NODE);
  }

  // spotless:off
  @Override
  List<Metric> metrics() {
    return List.of(
        gauge("proxy_active_request_limit", "Limit of requests in flight, 0 for no limit (proxy: active_req_limit).").from("active_req_limit"),
        gauge("proxy_buffer_memory_limit_bytes", "Memory that the proxy's buffers may take, 0 for no limit (proxy: buffer_memory_limit).").from("buffer_memory_limit"),
        gauge("proxy_buffer_memory_used_bytes", "Memory in the proxy's buffers (proxy: buffer_memory_used).").from("buffer_memory_used"),
        counter("proxy_vm_gc_runs_total", "Garbage collections of the Lua interpreters (proxy: vm_gc_runs).").from("vm_gc_runs"),
        gauge("proxy_vm_memory_bytes", "Memory in use by the Lua interpreters (proxy: vm_memory_kb).").from(kibibytes("vm_memory_kb")),
        commands("mg", "ms", "md", "mn", "ma", "me", "get", "gat", "set", "add", "cas", "gets", "gats", "incr", "decr", "touch", "append", "prepend", "delete", "replace"));
  }
  // spotless:on

  private Metric commands(String... names) {
    Metric metric =
        counter(
            "proxy_commands_total",
            "Commands that the proxy handled; stats of the node itself stay 0 (proxy: cmd_ and the command).",
            "command");
    for (String name : names) {
      metric = metric.from("cmd_" + name, name);
    }
    return metric;
  }
}
