package dev.memfleet.server.command.admin;

import dev.memfleet.server.command.dump.CacheDump;
import dev.memfleet.server.command.dump.PrefixDump;
import dev.memfleet.server.protocol.Next;
import dev.memfleet.server.protocol.Replies;
import dev.memfleet.server.protocol.RequestLine;
import dev.memfleet.server.session.Context;
import dev.memfleet.server.session.Session;
import dev.memfleet.server.stats.PrefixStats;
import dev.memfleet.server.stats.StatRows;
import dev.memfleet.server.stats.StatsReport;
import java.util.function.Consumer;

/** {@code stats} and its sections. */
public final class StatsCommands {
  private static final int MAX_CLASSES = 64;

  private final Context context;
  private final StatsReport report;

  /** The listing that a client has not taken yet; a worker keeps only one at a time. */
  private final CacheDump.Place listing = new CacheDump.Place();

  public StatsCommands(Context context) {
    this.context = context;
    report = context.services().report();
  }

  /** {@code stats [<section> ...]}; some sections may be abbreviated. */
  public Next stats(Session session, RequestLine line) {
    line.tokenize();
    if (line.count() == 1) {
      return answer(session, report::general);
    }
    if (line.abbreviates(1, "reset")) {
      report.reset();
      return session.reply(Replies.RESET);
    }
    if (line.abbreviates(1, "detail")) {
      return detail(session, line);
    }
    if (line.abbreviates(1, "settings")) {
      return answer(session, report::settings);
    }
    if (line.abbreviates(1, "cachedump")) {
      return cachedump(session, line);
    }
    if (line.abbreviates(1, "conns")) {
      return answer(session, to -> report.connections(session.output().number(), to));
    }
    return section(session, line);
  }

  private Next section(Session session, RequestLine line) {
    return switch (line.text(1)) {
      case "items" -> answer(session, report::items);
      case "slabs" -> answer(session, report::slabs);
      case "sizes" -> answer(session, report::sizes);
      case "memfleet" -> answer(session, report::memfleet);
      case "extstore" -> session.reply(Replies.END);
      default -> session.reply(Replies.ERROR);
    };
  }

  /** {@code STAT <name> <value>} for each row, then {@code END}. */
  private static Next answer(Session session, Consumer<StatRows> section) {
    StringBuilder text = new StringBuilder();
    section.accept(
        (name, value) ->
            text.append("STAT ").append(name).append(' ').append(value).append("\r\n"));
    session.reply.append(text.append("END\r\n").toString());
    return Next.REQUEST;
  }

  /** {@code stats detail on|off|dump}. */
  private Next detail(Session session, RequestLine line) {
    if (!context.settings().options().commands().dump()) {
      return session.reply("CLIENT_ERROR stats detail not allowed");
    }
    PrefixStats prefixes = context.settings().prefixes();
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
    if (!context.settings().options().commands().dump()) {
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
    if (listing.isTaken()) {
      return session.reply("SERVER_ERROR out of memory writing stats");
    }
    CacheDump dump = new CacheDump(listing, context.store().clock().epoch());
    int limit = (int) Math.min(line.number(), Integer.MAX_VALUE);
    context.store().cachedump((int) slabClass, limit, dump);
    return session.answer(dump);
  }
}
