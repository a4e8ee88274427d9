package dev.memfleet.server.command.binary;

import static dev.memfleet.server.protocol.ReplyBuffer.ascii;

import dev.memfleet.server.protocol.BinaryRequest;
import dev.memfleet.server.protocol.Next;
import dev.memfleet.server.session.Context;
import dev.memfleet.server.session.Session;
import dev.memfleet.server.stats.PrefixStats;
import dev.memfleet.server.stats.StatRows;
import dev.memfleet.server.stats.StatsReport;
import java.util.function.Consumer;

/**
 * Stat and its sections: a response for each row, with its name as the key, and an empty one at the
 * end. It has fewer sections than in text, as in memcached.
 */
final class BinaryStats {
  private final Context context;
  private final StatsReport report;

  BinaryStats(Context context) {
    this.context = context;
    report = context.services().report();
  }

  Next stat(Session session, BinaryRequest request) {
    String name = request.keyText();
    if (name.startsWith("reset")) {
      report.reset();
      return end(session, request);
    }
    if (name.startsWith("settings")) {
      return rows(session, request, report::settings);
    }
    if (name.startsWith("detail")) {
      return detail(session, request, name.substring("detail".length()));
    }
    return switch (name) {
      case "" -> rows(session, request, report::general);
      case "items" -> rows(session, request, report::items);
      case "slabs" -> rows(session, request, report::slabs);
      case "sizes" -> rows(session, request, report::sizes);
      case "memfleet" -> rows(session, request, report::memfleet);
      default -> Answers.error(session, request, Status.NOT_FOUND);
    };
  }

  private Next detail(Session session, BinaryRequest request, String what) {
    PrefixStats prefixes = context.settings().prefixes();
    if (what.startsWith(" dump")) {
      StringBuilder lines = new StringBuilder();
      prefixes.lines().forEachRemaining(lines::append);
      row(session, request, "detailed", lines.append("END\r\n").toString());
    } else if (what.startsWith(" on")) {
      prefixes.enable(true);
    } else if (what.startsWith(" off")) {
      prefixes.enable(false);
    } else {
      return Answers.error(session, request, Status.NOT_FOUND);
    }
    return end(session, request);
  }

  private static Next rows(Session session, BinaryRequest request, Consumer<StatRows> section) {
    section.accept((name, value) -> row(session, request, name, value));
    return end(session, request);
  }

  private static void row(Session session, BinaryRequest request, String name, String value) {
    byte[] key = ascii(name);
    byte[] text = ascii(value);
    Answers.begin(session, request, 0, key.length, key.length + text.length, 0);
    session.reply.append(key).append(text);
  }

  private static Next end(Session session, BinaryRequest request) {
    Answers.begin(session, request, 0, 0, 0, 0);
    return Next.REQUEST;
  }
}
