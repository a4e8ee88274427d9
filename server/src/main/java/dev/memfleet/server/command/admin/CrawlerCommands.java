package dev.memfleet.server.command.admin;

import static dev.memfleet.server.protocol.ReplyBuffer.ascii;

import dev.memfleet.server.command.dump.Dump;
import dev.memfleet.server.command.dump.KeyDump;
import dev.memfleet.server.command.dump.MetaDump;
import dev.memfleet.server.protocol.Next;
import dev.memfleet.server.protocol.Replies;
import dev.memfleet.server.protocol.RequestLine;
import dev.memfleet.server.session.Context;
import dev.memfleet.server.session.Session;
import dev.memfleet.server.session.SessionOutput;
import dev.memfleet.server.store.Store;
import dev.memfleet.server.store.lru.CrawlResult;
import dev.memfleet.server.store.lru.CrawlerTuning;
import java.util.function.Function;

/** {@code lru_crawler}: reclaims expired items, and lists all items. */
public final class CrawlerCommands {
  private static final byte[] DISABLED = ascii("CLIENT_ERROR lru crawler disabled\r\n");
  private static final byte[] NOT_STARTED = ascii("NOTSTARTED no items to crawl\r\n");
  private static final byte[] ALREADY_STARTED =
      ascii("ERROR failed to start lru crawler thread\r\n");
  private static final byte[] SLEEP_TOO_LONG =
      ascii("CLIENT_ERROR sleep must be one second or less\r\n");
  private static final int MAX_SLEEP_MICROS = 1_000_000;
  private static final int CLASSES = 64;

  private final Context context;

  public CrawlerCommands(Context context) {
    this.context = context;
  }

  /** {@code lru_crawler <subcommand> ...}. */
  public Next crawler(Session session, RequestLine line) {
    line.tokenize();
    if (line.count() < 2) {
      return session.reply(Replies.ERROR);
    }
    boolean argument = line.count() > 2;
    if (argument && line.abbreviates(1, "crawl")) {
      return session.reply(line, crawl(line));
    }
    if (argument && line.abbreviates(1, "metadump")) {
      return dump(session, line, "metadump", output -> new MetaDump(output, epoch()));
    }
    if (argument && line.abbreviates(1, "mgdump")) {
      return dump(session, line, "mgdump", KeyDump::new);
    }
    if (argument && line.abbreviates(1, "tocrawl")) {
      return session.reply(line, toCrawl(line));
    }
    if (argument && line.abbreviates(1, "sleep")) {
      return session.reply(line, sleep(line));
    }
    if (line.abbreviates(1, "enable")) {
      return session.reply(line, enable());
    }
    if (line.abbreviates(1, "disable")) {
      tune(false, tuning().sleepMicros(), tuning().itemsPerClass());
      return session.reply(line, Replies.OK);
    }
    return session.reply(line, Replies.ERROR);
  }

  private long epoch() {
    return context.store().clock().epoch();
  }

  private CrawlerTuning tuning() {
    return context.store().crawlerTuning();
  }

  private void tune(boolean enabled, int sleepMicros, int itemsPerClass) {
    context.store().tune(new CrawlerTuning(enabled, sleepMicros, itemsPerClass));
  }

  private byte[] enable() {
    if (tuning().enabled()) {
      return ALREADY_STARTED;
    }
    tune(true, tuning().sleepMicros(), tuning().itemsPerClass());
    return Replies.OK;
  }

  /** {@code lru_crawler tocrawl <items per class>}. */
  private byte[] toCrawl(RequestLine line) {
    if (!line.unsigned32(2)) {
      return Replies.BAD_FORMAT;
    }
    tune(tuning().enabled(), tuning().sleepMicros(), (int) line.number());
    return Replies.OK;
  }

  /** {@code lru_crawler sleep <microseconds>}. */
  private byte[] sleep(RequestLine line) {
    if (!line.unsigned32(2)) {
      return Replies.BAD_FORMAT;
    }
    long micros = line.number();
    if (micros > MAX_SLEEP_MICROS) {
      return SLEEP_TOO_LONG;
    }
    tune(tuning().enabled(), (int) micros, tuning().itemsPerClass());
    return Replies.OK;
  }

  /** {@code lru_crawler crawl all|<class>[,<class>]*}. */
  private byte[] crawl(RequestLine line) {
    if (!tuning().enabled()) {
      return DISABLED;
    }
    long classes = classes(line.text(2));
    return classes == 0 ? Replies.BAD_CLASS : words(context.store().crawl(classes));
  }

  private static byte[] words(CrawlResult result) {
    return switch (result) {
      case OK -> Replies.OK;
      case BUSY -> Replies.BUSY;
      case BAD_CLASS -> Replies.BAD_CLASS;
      case NOT_STARTED -> NOT_STARTED;
    };
  }

  /** A bit for each class in the list; 0 if one of them is invalid. */
  private static long classes(String list) {
    if (list.equals("all")) {
      return Store.ALL_CLASSES;
    }
    long classes = 0;
    for (String word : list.split(",", -1)) {
      int slabClass = word.matches("[0-9]{1,2}") ? Integer.parseInt(word) : 0;
      if (slabClass < 1 || slabClass >= CLASSES) {
        return 0;
      }
      classes |= 1L << slabClass;
    }
    return classes;
  }

  /** {@code lru_crawler metadump|mgdump all|hash|<class>[,<class>]*}. */
  private Next dump(
      Session session, RequestLine line, String name, Function<SessionOutput, Dump> kind) {
    if (!context.settings().options().commands().dump()) {
      String what = name.equals("metadump") ? name : "key dump";
      return session.reply("ERROR " + what + " not allowed");
    }
    if (!tuning().enabled()) {
      return session.reply(DISABLED);
    }
    if (session.replying()) {
      return session.reply("ERROR cannot pipeline other commands before " + name);
    }
    boolean byHash = line.is(2, "hash");
    long classes = byHash ? Store.ALL_CLASSES : classes(line.text(2));
    if (classes == 0) {
      return session.reply(Replies.BAD_CLASS);
    }
    Dump dump = kind.apply(session.output());
    CrawlResult result =
        byHash ? context.store().dumpByHash(dump) : context.store().dump(classes, dump);
    return switch (result) {
      case OK -> {
        session.reply(Replies.OK);
        yield session.answer(dump);
      }
      case NOT_STARTED -> {
        session.reply(Replies.OK);
        yield session.reply(dump.end());
      }
      case BUSY, BAD_CLASS -> session.reply(words(result));
    };
  }
}
