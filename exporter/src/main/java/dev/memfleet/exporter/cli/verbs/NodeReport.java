package dev.memfleet.exporter.cli.verbs;

import dev.memfleet.exporter.text.Kind;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The full monitoring report of one node, for people. */
record NodeReport(NodeView node, Instant at, ZoneId zone) {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss xx", Locale.ROOT);

  String text(Palette colour) {
    StringBuilder out = new StringBuilder();
    out.append(colour.strong("=== Memcached Monitoring Report ===")).append('\n');
    line(out, "Server", node.address());
    line(out, "Timestamp", TIME.format(at.atZone(zone)));
    if (!node.up()) {
      line(out, "State", colour.bad("down: " + Kind.TEXT.shown(node.failure())));
      return out.toString();
    }
    for (ReportField.Group group : ReportField.Group.values()) {
      out.append('\n').append(colour.strong("=== " + group.title + " ===")).append('\n');
      for (ReportField field : ReportField.values()) {
        if (field.group() == group) {
          line(out, field.title(), value(field));
        }
      }
    }
    return out.toString();
  }

  /** Counts with all digits, other values as elsewhere. */
  private String value(ReportField field) {
    Object value = field.of(node.series());
    String shown = field.kind().shown(value);
    boolean exact = field.kind() == Kind.COUNT && !shown.equals(Kind.NONE);
    return exact ? Long.toString(((Number) value).longValue()) : shown;
  }

  private static void line(StringBuilder out, String title, String value) {
    out.append("%-23s%s%n".formatted(title + ":", value));
  }
}
