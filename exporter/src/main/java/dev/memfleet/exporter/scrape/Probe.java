package dev.memfleet.exporter.scrape;

import dev.memfleet.exporter.catalog.StatUses;
import dev.memfleet.exporter.client.Transcript;
import dev.memfleet.exporter.protocol.Section;
import dev.memfleet.exporter.protocol.StatsReply;
import dev.memfleet.exporter.yaml.Quoted;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A diagnostic scrape of one node, with a transcript for people.
 *
 * @param steps what was done, each with its time
 * @param stats what was received, each with the metrics made from it
 */
public record Probe(List<String> steps, List<String> stats, ScrapeResult result) {
  public Probe {
    steps = List.copyOf(steps);
    stats = List.copyOf(stats);
  }

  /** A probe that did not start. */
  public static Probe notStarted(ScrapeResult result) {
    return new Probe(List.of(), List.of(), result);
  }

  static Probe of(Transcript transcript, List<String> stats, ScrapeResult result) {
    return new Probe(transcript.lines(), stats, result);
  }

  /** Each stat of the answers with the metrics made from it. */
  static List<String> stats(Map<Section, StatsReply> replies) {
    StatUses uses = new StatUses();
    List<String> lines = new ArrayList<>();
    replies.forEach(
        (section, reply) -> {
          if (section.isList()) {
            lines.add(list(section, reply, uses));
          } else {
            stats(section, reply, uses, lines);
          }
        });
    return lines;
  }

  /** A summary without the lines, which contain client addresses and key prefixes. */
  private static String list(Section section, StatsReply reply, StatUses uses) {
    return "%-8s  %d lines -> %s"
        .formatted(section.label(), reply.size(), String.join(", ", uses.ofList(section)));
  }

  private static void stats(Section section, StatsReply reply, StatUses uses, List<String> lines) {
    reply.forEach(
        (bytes, n, nEnd, v, vEnd) -> {
          String name = new String(bytes, n, nEnd - n, StandardCharsets.UTF_8);
          String value = new String(bytes, v, vEnd - v, StandardCharsets.UTF_8);
          List<String> metrics = uses.of(section, name);
          lines.add(
              String.format(
                  Locale.ROOT,
                  "%-8s  %s = %s -> %s",
                  section.label(),
                  unquoted(name),
                  unquoted(value),
                  metrics.isEmpty() ? "no metric" : String.join(", ", metrics)));
        });
  }

  private static String unquoted(String text) {
    String quoted = Quoted.text(text);
    return quoted.equals("\"" + text + "\"") ? text : quoted;
  }

  /** The steps and the stats as text. */
  public String text() {
    StringBuilder text = new StringBuilder("# What was done\n");
    steps.forEach(step -> text.append(step).append('\n'));
    text.append("\n# What was received, and the metrics it became\n");
    stats.forEach(stat -> text.append(stat).append('\n'));
    return text.append("\n# The metrics\n").toString();
  }
}
