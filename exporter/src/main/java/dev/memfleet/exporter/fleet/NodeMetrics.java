package dev.memfleet.exporter.fleet;

import static dev.memfleet.exporter.fleet.NodeMetric.counter;
import static dev.memfleet.exporter.fleet.NodeMetric.gauge;
import static dev.memfleet.exporter.fleet.NodeMetric.seconds;

import dev.memfleet.exporter.catalog.MetricType;
import dev.memfleet.exporter.client.CanaryResult;
import dev.memfleet.exporter.client.FailureReason;
import dev.memfleet.exporter.client.ProbeResult;
import dev.memfleet.exporter.fleet.NodeMetric.Row;
import dev.memfleet.exporter.fleet.NodeMetric.View;
import dev.memfleet.exporter.protocol.ItemCommand;
import dev.memfleet.exporter.protocol.Section;
import dev.memfleet.exporter.scrape.ScrapeResult;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;

/** The per-node metrics about polls. */
public final class NodeMetrics {
  // spotless:off
  public static final List<NodeMetric> TABLE = List.of(
      gauge("memcached_up", "1 if the node answered stats in its last poll, else 0.", asked(last -> last.up() ? 1 : 0)),
      gauge("memcached_scrape_duration_seconds", "Duration of the last poll of the node.", asked(last -> seconds(last.duration()))),
      ofFailure("memcached_scrape_failure", "Always 1; the label says why the last poll of the node failed. Absent while the node is up."),
      perSection("memcached_scrape_collector_success", "1 if the node answered every request of the collector in the last poll, else 0."),
      gauge("memcached_clock_offset_seconds", "Node's clock (time) minus the agent's; the node reports whole seconds.", node -> node.status().last().clockOffset()),
      gauge("memcached_connect_success", "1 if the last new connection to the node, opened by a connect probe or a poll, was accepted and answered, else 0.", probe(probe -> probe.success() ? 1 : 0)),
      gauge("memcached_connect_duration_seconds", "Duration of the last connect probe's connection attempt, successful or not.", probe(probe -> seconds(probe.connect()))),
      gauge("memcached_probe_duration_seconds", "Round-trip time of the command version on the last connect probe's connection.", probe(probe -> probe.roundTrip().isZero() ? Double.NaN : seconds(probe.roundTrip()))),
      perItemCommand("memcached_canary_success", "1 if the command succeeded in the last canary, else 0. Absent for commands after a failed one, and for nodes without a canary.", NodeMetrics::canarySuccess),
      perItemCommand("memcached_canary_duration_seconds", "Duration of the command in the last canary, over an open connection.", NodeMetrics::canaryDuration),
      gauge("memcached_tls_peer_certificate_expiry_timestamp_seconds", "Earliest expiry time of the certificates that the node presented on the last new connection.", NodeMetrics::certificateExpiry),
      gauge("memcached_exporter_last_poll_age_seconds", "Time since the last poll of the node ended.", View::secondsSinceLastPoll).onAgentPage(),
      counter("memcached_exporter_polls_total", "Polls of the node.", node -> node.status().polls()).onAgentPage(),
      perReason("memcached_exporter_poll_failures_total", "Failed polls of the node by reason.").onAgentPage());
  // spotless:on

  private NodeMetrics() {}

  /** A value of the last poll; NaN if that poll says nothing about the node. */
  private static ToDoubleFunction<View> asked(ToDoubleFunction<ScrapeResult> value) {
    return node -> {
      ScrapeResult last = node.status().last();
      return last.asked() ? value.applyAsDouble(last) : Double.NaN;
    };
  }

  private static ToDoubleFunction<View> probe(ToDoubleFunction<ProbeResult> value) {
    return node -> {
      ProbeResult probe = node.status().probe();
      return probe == null ? Double.NaN : value.applyAsDouble(probe);
    };
  }

  private static NodeMetric perItemCommand(
      String name, String help, ToDoubleBiFunction<CanaryResult, ItemCommand> value) {
    List<Row> rows =
        Arrays.stream(ItemCommand.values())
            .map(command -> new Row(command.label(), node -> canary(node, command, value)))
            .toList();
    return new NodeMetric(name, MetricType.GAUGE, help, false, "command", rows);
  }

  private static double canary(
      View node, ItemCommand command, ToDoubleBiFunction<CanaryResult, ItemCommand> value) {
    CanaryResult canary = node.status().canary();
    return canary == null ? Double.NaN : value.applyAsDouble(canary, command);
  }

  private static double canarySuccess(CanaryResult canary, ItemCommand command) {
    if (canary.durations().containsKey(command)) {
      return 1;
    }
    return command == canary.failed() ? 0 : Double.NaN;
  }

  private static double canaryDuration(CanaryResult canary, ItemCommand command) {
    Duration duration = canary.durations().get(command);
    return duration == null ? Double.NaN : seconds(duration);
  }

  private static double certificateExpiry(View node) {
    Instant expiry = node.status().certificateExpiry();
    return expiry == null ? Double.NaN : expiry.getEpochSecond();
  }

  private static NodeMetric perSection(String name, String help) {
    List<Row> rows =
        Arrays.stream(Section.values())
            .map(section -> new Row(section.label(), node -> success(node, section)))
            .toList();
    return new NodeMetric(name, MetricType.GAUGE, help, false, "collector", rows);
  }

  private static double success(View node, Section section) {
    ScrapeResult last = node.status().last();
    if (!last.asked() || !last.sections().contains(section)) {
      return Double.NaN;
    }
    return last.success(section) ? 1 : 0;
  }

  private static NodeMetric perReason(String name, String help) {
    return perReason(
        name,
        MetricType.COUNTER,
        help,
        (node, reason) -> node.status().failures().getOrDefault(reason, 0L));
  }

  private static NodeMetric ofFailure(String name, String help) {
    return perReason(
        name,
        MetricType.GAUGE,
        help,
        (node, reason) -> {
          ScrapeResult last = node.status().last();
          return last.asked() && last.failure() == reason ? 1 : Double.NaN;
        });
  }

  private static NodeMetric perReason(
      String name, MetricType type, String help, ToDoubleBiFunction<View, FailureReason> value) {
    List<Row> rows =
        Arrays.stream(FailureReason.values())
            .filter(reason -> reason != FailureReason.FORBIDDEN)
            .map(reason -> new Row(reason.label(), node -> value.applyAsDouble(node, reason)))
            .toList();
    return new NodeMetric(name, type, help, false, "reason", rows);
  }
}
