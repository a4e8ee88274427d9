package dev.memfleet.server.command.admin;

import static dev.memfleet.server.protocol.ReplyBuffer.ascii;

import dev.memfleet.server.protocol.Next;
import dev.memfleet.server.protocol.Replies;
import dev.memfleet.server.protocol.RequestLine;
import dev.memfleet.server.session.Context;
import dev.memfleet.server.session.Session;
import dev.memfleet.server.stats.Settings;
import dev.memfleet.server.store.lru.LruTuning;

/** {@code slabs} and {@code lru}: how memory is divided and how items age. */
public final class TuningCommands {
  private static final byte[] REASSIGN_OFF = ascii("CLIENT_ERROR slab reassignment disabled\r\n");
  private static final byte[] REASSIGN_BUSY =
      ascii("BUSY currently processing reassign request\r\n");
  private static final byte[] BAD_CLASSES = ascii("BADCLASS invalid src or dst class id\r\n");
  private static final byte[] NO_SPARE = ascii("NOSPARE source class has no spare pages\r\n");
  private static final byte[] SAME = ascii("SAME src and dst class are identical\r\n");
  private static final byte[] BAD_WINDOW =
      ascii("CLIENT_ERROR automove window too low or too high\r\n");
  private static final byte[] BAD_PERCENTS =
      ascii("ERROR hot and warm pcts must not exceed 80\r\n");
  private static final byte[] BAD_FACTORS =
      ascii("ERROR hot/warm age factors must be greater than 0\r\n");

  private static final int MIN_WINDOW = 3;
  private static final int MAX_PERCENT = 80;

  private final Context context;

  public TuningCommands(Context context) {
    this.context = context;
  }

  /** {@code slabs reassign|automove}. */
  public Next slabs(Session session, RequestLine line) {
    line.tokenize();
    if (line.count() > 3 && line.abbreviates(1, "reassign")) {
      return session.reply(line, reassign(line));
    }
    if (line.count() > 2 && line.abbreviates(1, "automove")) {
      return session.reply(line, automove(line));
    }
    return session.reply(line, Replies.ERROR);
  }

  /** {@code slabs reassign <source class> <destination class>}. */
  private byte[] reassign(RequestLine line) {
    if (!context.settings().options().store().slabs().reassign()) {
      return REASSIGN_OFF;
    }
    if (!line.signed32(2)) {
      return Replies.BAD_FORMAT;
    }
    int source = (int) line.number();
    if (!line.signed32(3)) {
      return Replies.BAD_FORMAT;
    }
    return switch (context.store().reassign(source, (int) line.number())) {
      case OK -> Replies.OK;
      case BUSY -> REASSIGN_BUSY;
      case BAD_CLASS -> BAD_CLASSES;
      case NO_SPARE -> NO_SPARE;
      case SAME_CLASS -> SAME;
    };
  }

  /** {@code slabs automove <level>} or {@code ratio|window|freeratio <value>}. */
  private byte[] automove(RequestLine line) {
    Settings settings = context.settings();
    if (line.is(2, "ratio")) {
      double ratio = line.count() > 3 ? Fractions.parse(line.text(3)) : Double.NaN;
      if (Double.isNaN(ratio)) {
        return Replies.ERROR;
      }
      settings.automoveRatio(ratio);
    } else if (line.is(2, "window")) {
      if (line.count() < 4 || !line.unsigned32(3)) {
        return Replies.BAD_FORMAT;
      }
      if (line.number() < MIN_WINDOW || line.number() > Integer.MAX_VALUE) {
        return BAD_WINDOW;
      }
      settings.automoveWindow((int) line.number());
    } else if (line.is(2, "freeratio")) {
      double ratio = line.count() > 3 ? Fractions.parse(line.text(3)) : Double.NaN;
      if (Double.isNaN(ratio)) {
        return Replies.ERROR;
      }
      settings.automoveFreeRatio(ratio);
    } else {
      return automoveLevel(line);
    }
    context.store().automove(settings.automoveTuning());
    return Replies.OK;
  }

  private byte[] automoveLevel(RequestLine line) {
    if (!line.unsigned32(2)) {
      return Replies.BAD_FORMAT;
    }
    if (line.number() > 2) {
      return Replies.ERROR;
    }
    context.settings().automove((int) line.number());
    context.store().automove(context.settings().automoveTuning());
    return Replies.OK;
  }

  /** {@code lru tune|mode|temp_ttl}. */
  public Next lru(Session session, RequestLine line) {
    line.tokenize();
    boolean maintained = context.settings().options().store().maintainer();
    byte[] words = Replies.ERROR;
    if (line.count() > 5 && line.abbreviates(1, "tune")) {
      words = tune(line);
    } else if (line.count() > 2 && maintained && line.abbreviates(1, "mode")) {
      words = mode(line);
    } else if (line.count() > 2 && maintained && line.abbreviates(1, "temp_ttl")) {
      words = temporaryTtl(line);
    }
    return session.reply(line, words);
  }

  /** {@code lru tune <hot %> <warm %> <hot age factor> <warm age factor>}. */
  private byte[] tune(RequestLine line) {
    double hotFactor = Fractions.parse(line.text(4));
    double warmFactor = Fractions.parse(line.text(5));
    if (!line.unsigned32(2) || Double.isNaN(hotFactor) || Double.isNaN(warmFactor)) {
      return Replies.ERROR;
    }
    long hot = line.number();
    if (!line.unsigned32(3)) {
      return Replies.ERROR;
    }
    long warm = line.number();
    if (hot + warm > MAX_PERCENT) {
      return BAD_PERCENTS;
    }
    if (hotFactor <= 0 || warmFactor <= 0) {
      return BAD_FACTORS;
    }
    LruTuning old = context.store().lruTuning();
    context
        .store()
        .tune(
            new LruTuning(
                old.segmented(), (int) hot, (int) warm, hotFactor, warmFactor, old.temporaryTtl()));
    return Replies.OK;
  }

  /** {@code lru mode flat|segmented}. */
  private byte[] mode(RequestLine line) {
    boolean segmented = line.is(2, "segmented");
    if (!segmented && !line.is(2, "flat")) {
      return Replies.ERROR;
    }
    LruTuning old = context.store().lruTuning();
    context
        .store()
        .tune(
            new LruTuning(
                segmented,
                old.hotPercent(),
                old.warmPercent(),
                old.hotMaxFactor(),
                old.warmMaxFactor(),
                old.temporaryTtl()));
    return Replies.OK;
  }

  /** {@code lru temp_ttl <seconds>}; negative disables the segment of short-lived items. */
  private byte[] temporaryTtl(RequestLine line) {
    if (!line.signed32(2)) {
      return Replies.ERROR;
    }
    int seconds = (int) line.number();
    if (seconds >= 0) {
      context.settings().temporaryTtl(seconds);
    }
    LruTuning old = context.store().lruTuning();
    context
        .store()
        .tune(
            new LruTuning(
                old.segmented(),
                old.hotPercent(),
                old.warmPercent(),
                old.hotMaxFactor(),
                old.warmMaxFactor(),
                seconds));
    return Replies.OK;
  }
}
