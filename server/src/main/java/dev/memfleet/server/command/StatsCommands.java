package dev.memfleet.server.command;

import dev.memfleet.server.protocol.Next;
import dev.memfleet.server.protocol.RequestLine;
import dev.memfleet.server.stats.PrefixStats;
import dev.memfleet.server.stats.StatsReport;

/** stats and its sections. */
final class StatsCommands {
  private static final int MAX_CLASSES = 64;

  private final Worker worker;
  private final StatsReport report;

  StatsCommands(Worker worker) {
    this.worker = worker;
    report = worker.services.report();
  }

  /** {@code stats [<section> ...]}; a first group of sections may be shortened. */
  Next stats(Session session, RequestLine line) {
    line.tokenize();
    if (line.count() == 1) {
      return answer(session, report.general());
    }
    if (line.abbreviates(1, "reset")) {
      report.reset();
      return session.reply(Replies.RESET);
    }
    if (line.abbreviates(1, "detail")) {
      return detail(session, line);
    }
    if (line.abbreviates(1, "settings")) {
      return answer(session, report.settings());
    }
    if (line.abbreviates(1, "cachedump")) {
      return cachedump(session, line);
    }
    if (line.abbreviates(1, "conns")) {
      return answer(session, report.connections());
    }
    return section(session, line);
  }

  private Next section(Session session, RequestLine line) {
    return switch (line.text(1)) {
      case "items" -> answer(session, report.items());
      case "slabs" -> answer(session, report.slabs());
      case "sizes" -> answer(session, report.sizes());
      case "memfleet" -> answer(session, report.memfleet());
      case "extstore" -> session.reply(Replies.END);
      default -> session.reply(Replies.ERROR);
    };
  }

  private static Next answer(Session session, String text) {
    session.reply.append(text);
    return Next.LINE;
  }

  /** {@code stats detail on|off|dump}. */
  private Next detail(Session session, RequestLine line) {
    if (!worker.settings.options().commands().dump()) {
      return session.reply("CLIENT_ERROR stats detail not allowed");
    }
    PrefixStats prefixes = worker.settings.prefixes();
    if (line.count() > 2 && line.abbreviates(2, "on")) {
      prefixes.enable(true);
      return session.reply(Replies.OK);
    }
    if (line.count() > 2 && line.abbreviates(2, "off")) {
      prefixes.enable(false);
      return session.reply(Replies.OK);
    }
    if (line.count() > 2 && line.abbreviates(2, "dump")) {
      return session.answer(new PrefixDump(prefixes.lines()));
    }
    return session.reply("CLIENT_ERROR usage: stats detail on|off|dump");
  }

  /** {@code stats cachedump <class> <limit>}: {@code ITEM <key> [<bytes> b; <exptime> s]}. */
  private Next cachedump(Session session, RequestLine line) {
    if (!worker.settings.options().commands().dump()) {
      return session.reply("CLIENT_ERROR stats cachedump not allowed");
    }
    if (line.count() < 4) {
      return session.reply("CLIENT_ERROR bad command line");
    }
    if (!line.unsigned32(2)) {
      return session.reply(Replies.BAD_FORMAT);
    }
    long slabClass = line.number();
    if (!line.unsigned32(3)) {
      return session.reply(Replies.BAD_FORMAT);
    }
    if (slabClass >= MAX_CLASSES) {
      return session.reply("CLIENT_ERROR Illegal slab id");
    }
    if (worker.cachedump != null) {
      return session.reply("SERVER_ERROR out of memory writing stats");
    }
    CacheDump dump = new CacheDump(worker);
    int limit = (int) Math.min(line.number(), Integer.MAX_VALUE);
    worker.store.cachedump((int) slabClass, limit, dump);
    return session.answer(dump);
  }
}
