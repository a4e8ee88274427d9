package dev.memfleet.exporter.self;

import dev.memfleet.exporter.web.Verdict;
import dev.memfleet.exporter.web.WebGuard;
import io.prometheus.client.Collector;
import io.prometheus.client.CounterMetricFamily;
import io.prometheus.client.GaugeMetricFamily;
import java.util.List;

/** The agent's own certificate, and the requests that were refused. */
final class WebCollector extends Collector {
  private final WebGuard guard;

  WebCollector(WebGuard guard) {
    this.guard = guard;
  }

  @Override
  public List<MetricFamilySamples> collect() {
    GaugeMetricFamily expiry =
        new GaugeMetricFamily(
            "memcached_exporter_web_certificate_expiry_timestamp_seconds",
            "When the certificate of the agent's own pages expires, as Unix time.",
            List.of());
    guard
        .certificateExpiry()
        .ifPresent(end -> expiry.addMetric(List.of(), (double) end.getEpochSecond()));
    CounterMetricFamily refused =
        new CounterMetricFamily(
            "memcached_exporter_web_requests_refused_total",
            "Requests refused by the web config by reason.",
            List.of("reason"));
    for (Verdict verdict : Verdict.values()) {
      if (verdict != Verdict.ADMITTED) {
        refused.addMetric(List.of(verdict.reason()), (double) guard.count(verdict));
      }
    }
    return List.of(expiry, refused);
  }
}
