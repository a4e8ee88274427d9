package dev.memfleet.exporter.cli.verbs;

import dev.memfleet.exporter.cli.verbs.Table.Column;
import dev.memfleet.exporter.cli.verbs.Table.Row;
import dev.memfleet.exporter.cli.verbs.Table.Tone;
import dev.memfleet.exporter.client.FlushCommand;
import dev.memfleet.exporter.client.PollException;
import dev.memfleet.exporter.node.Target;
import dev.memfleet.exporter.settings.GoDuration;
import dev.memfleet.exporter.text.Kind;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Flushes nodes, one at a time. A flush counts as done when the node confirms it and its counter of
 * flushes has grown.
 */
record Flushes(DirectNodes nodes, Duration delay) {
  private static final String COUNT = "memcached_commands_total";
  private static final String ITEMS = "memcached_current_items";
  private static final String BYTES = "memcached_current_bytes";
  private static final Set<String> METRICS = Set.of(COUNT, ITEMS, BYTES);

  private static final List<Column> COLUMNS =
      List.of(
          new Column("node", "NODE", Kind.TEXT),
          new Column("pool", "POOL", Kind.TEXT),
          new Column("flushed", "FLUSHED", Kind.TEXT),
          new Column("curr_items", "ITEMS", Kind.COUNT),
          new Column("bytes", "MEMORY", Kind.BYTES),
          new Column("cmd_flush", "FLUSHES", Kind.COUNT),
          new Column("failure", "FAILURE", Kind.TEXT));

  /**
   * The outcome for one node.
   *
   * @param before the node before
   * @param flushes its count of flushes now, NaN when unknown
   */
  record Outcome(NodeView before, boolean flushed, double flushes, @Nullable String failure) {
    String line(Palette colour, Duration delay) {
      String node = before.address();
      String when = delay.isZero() ? "" : ", takes effect in " + GoDuration.format(delay);
      return failure == null
          ? colour.good("✓ Flushed %s (cmd_flush %d%s)".formatted(node, (long) flushes, when))
          : colour.bad("✗ Failed to flush %s: %s".formatted(node, Kind.TEXT.shown(failure)));
    }
  }

  List<Target> targets() {
    return nodes.targets();
  }

  /** The nodes that would be flushed. */
  List<Outcome> preview(Progress progress) {
    return nodes.ask(METRICS, progress).stream()
        .map(view -> new Outcome(view, false, count(view), view.failure()))
        .toList();
  }

  Outcome flush(Target target) {
    NodeView before = nodes.ask(target, METRICS);
    if (!before.up()) {
      return new Outcome(before, false, Double.NaN, before.failure());
    }
    Optional<String> refusal =
        nodes.await(
            () ->
                FlushCommand.flush(nodes.destination(target), delay, nodes.timeout())
                    .map(done -> Optional.<String>empty())
                    .recover(Flushes::text));
    NodeView after = nodes.ask(target, METRICS);
    return new Outcome(
        before, refusal.isEmpty(), count(after), refusal.orElse(doubtfulReason(before, after)));
  }

  private static Future<Optional<String>> text(Throwable cause) {
    return Future.succeededFuture(
        Optional.of(
            cause instanceof PollException poll
                ? poll.reason().label() + ": " + poll.getMessage()
                : cause.toString()));
  }

  private static @Nullable String doubtfulReason(NodeView before, NodeView after) {
    if (!after.up()) {
      return "it confirmed, but has not answered since: " + after.failure();
    }
    boolean counted = count(after) > count(before);
    return counted
        ? null
        : "it confirmed, but its flush count (cmd_flush) stayed at %d"
            .formatted((long) count(after));
  }

  private static double count(NodeView view) {
    return view.series().value(COUNT, "flush", "hit");
  }

  static Printout printout(List<Outcome> outcomes) {
    List<Row> rows = new ArrayList<>();
    for (Outcome outcome : outcomes) {
      NodeView before = outcome.before;
      List<@Nullable Object> cells = new ArrayList<>();
      cells.add(before.address());
      cells.add(before.pool());
      cells.add(outcome.flushed);
      cells.add(before.series().value(ITEMS));
      cells.add(before.series().value(BYTES));
      cells.add(outcome.flushes);
      cells.add(outcome.failure);
      rows.add(new Row(outcome.failure == null ? Tone.PLAIN : Tone.BAD, cells));
    }
    return new Printout(Map.of(), List.of(new Table("nodes", COLUMNS, rows)));
  }

  static String preview(List<Outcome> outcomes, Palette colour) {
    return "Would flush %d nodes:%n%n%s%nNothing was flushed; add --yes to flush.%n"
        .formatted(outcomes.size(), Format.TEXT.print(printout(outcomes), colour));
  }
}
