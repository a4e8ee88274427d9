package dev.memfleet.exporter.catalog;

import dev.memfleet.exporter.catalog.StatKey.Scope;
import dev.memfleet.exporter.protocol.Section;
import java.util.List;

/** Metrics of memcached's built-in proxy, for nodes that run it: {@code stats} of the proxy. */
final class ProxyMetrics extends MetricTable {
  ProxyMetrics() {
    super(Section.STATS, Scope.NODE);
  }

  @Override
  List<Metric> metrics() {
    return rows().stream().map(metric -> metric.whenReported("proxy_backend_total")).toList();
  }

  // spotless:off
  private List<Metric> rows() {
    return List.of(
        counter("proxy_conn_requests_total", "Requests that clients sent to the proxy (proxy_conn_requests).").from("proxy_conn_requests"),
        counter("proxy_conn_errors_total", "Requests the proxy answered with an error of its own (proxy_conn_errors).").from("proxy_conn_errors"),
        counter("proxy_conn_oom_total", "Requests the proxy failed because it was out of memory (proxy_conn_oom).").from("proxy_conn_oom"),
        gauge("proxy_req_active", "Requests in flight in the proxy (proxy_req_active).").from("proxy_req_active"),
        counter("proxy_config_reloads_total", "Times the proxy loaded its configuration (proxy_config_reloads).").from("proxy_config_reloads"),
        counter("proxy_config_reload_fails_total", "Times the proxy could not load its configuration (proxy_config_reload_fails).").from("proxy_config_reload_fails"),
        counter("proxy_config_cron_runs_total", "Timed jobs of the proxy's configuration that ran (proxy_config_cron_runs).").from("proxy_config_cron_runs"),
        counter("proxy_config_cron_fails_total", "Timed jobs of the proxy's configuration that failed (proxy_config_cron_fails).").from("proxy_config_cron_fails"),
        gauge("proxy_backend_total", "Known backends, each counted once per worker that uses it (proxy_backend_total).").from("proxy_backend_total"),
        counter("proxy_backend_marked_bad_total", "Times a backend was marked bad after failing too often (proxy_backend_marked_bad).").from("proxy_backend_marked_bad"),
        gauge("proxy_backend_failed", "Same value as memcached_proxy_backend_failures_total, kept for dashboards that use this name; only grows (proxy_backend_failed).").from("proxy_backend_failed"),
        counter("proxy_backend_failures_total", "Errors after which a backend connection was reset (proxy_backend_failed).").from("proxy_backend_failed"),
        counter("proxy_request_failed_depth_total", "Requests failed because a backend's queue was too deep (proxy_request_failed_depth).").from("proxy_request_failed_depth"));
  }
  // spotless:on
}
