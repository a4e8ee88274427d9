package dev.memfleet.server.command;

import dev.memfleet.server.auth.UserFile;
import dev.memfleet.server.command.admin.AdminCommands;
import dev.memfleet.server.command.admin.CrawlerCommands;
import dev.memfleet.server.command.admin.StatsCommands;
import dev.memfleet.server.command.admin.TuningCommands;
import dev.memfleet.server.command.binary.BinaryCommands;
import dev.memfleet.server.command.login.TokenLogin;
import dev.memfleet.server.command.meta.MetaCommands;
import dev.memfleet.server.command.meta.MetaSet;
import dev.memfleet.server.command.operation.Arithmetic;
import dev.memfleet.server.command.operation.Storing;
import dev.memfleet.server.command.text.ArithmeticCommands;
import dev.memfleet.server.command.text.ClusterAnswers;
import dev.memfleet.server.command.text.KeyCommands;
import dev.memfleet.server.command.text.RetrievalCommands;
import dev.memfleet.server.command.text.StorageCommands;
import dev.memfleet.server.command.watch.WatchCommand;
import dev.memfleet.server.protocol.BinaryRequest;
import dev.memfleet.server.protocol.Next;
import dev.memfleet.server.protocol.RequestLine;
import dev.memfleet.server.session.Context;
import dev.memfleet.server.session.Handlers;
import dev.memfleet.server.session.Services;
import dev.memfleet.server.session.Session;
import dev.memfleet.server.session.Worker;
import org.jspecify.annotations.Nullable;

/**
 * The table of all commands: one row for each verb. Rows are branches of a switch, so that each
 * call has one target, which the JIT compiler inlines.
 */
public final class Commands implements Handlers {
  private final RetrievalCommands retrieval;
  private final StorageCommands storage;
  private final KeyCommands keys;
  private final ArithmeticCommands numbers;
  private final MetaCommands meta;
  private final MetaSet metaSet;
  private final AdminCommands admin;
  private final TuningCommands tuning;
  private final StatsCommands stats;
  private final CrawlerCommands crawler;
  private final WatchCommand watch;
  private final @Nullable TokenLogin login;
  private final BinaryCommands binary;

  private Commands(Context context) {
    Storing storing = new Storing(context);
    Arithmetic arithmetic = new Arithmetic(context);
    ClusterAnswers cluster = new ClusterAnswers(context.services().cluster());
    retrieval = new RetrievalCommands(context, cluster);
    storage = new StorageCommands(context, storing);
    keys = new KeyCommands(context);
    numbers = new ArithmeticCommands(context, arithmetic);
    meta = new MetaCommands(context, arithmetic);
    metaSet = new MetaSet(context, storing);
    admin = new AdminCommands(context, cluster);
    tuning = new TuningCommands(context);
    stats = new StatsCommands(context);
    crawler = new CrawlerCommands(context);
    watch = new WatchCommand(context);
    UserFile users = context.services().users();
    login = users == null ? null : new TokenLogin(context, users);
    binary = new BinaryCommands(context, storing, arithmetic);
  }

  /** A worker for one event loop, with every command. */
  public static Worker worker(Services services) {
    return new Worker(services, Commands::new);
  }

  @Override
  public Next answer(Session session, RequestLine line) {
    return switch (line.verb()) {
      case GET -> retrieval.get(session, line, false);
      case GETS -> retrieval.get(session, line, true);
      case GAT -> retrieval.getAndTouch(session, line, false);
      case GATS -> retrieval.getAndTouch(session, line, true);
      case SET, ADD, REPLACE, APPEND, PREPEND, CAS -> storage.store(session, line);
      case DELETE -> keys.delete(session, line);
      case TOUCH -> keys.touch(session, line);
      case INCR -> numbers.add(session, line, true);
      case DECR -> numbers.add(session, line, false);
      case MG -> meta.get(session, line);
      case MS -> metaSet.set(session, line);
      case MD -> meta.delete(session, line);
      case MA -> meta.arithmetic(session, line);
      case ME -> meta.debug(session, line);
      case MN -> MetaCommands.noop(session);
      default -> answerOperator(session, line);
    };
  }

  /** The rows about the server rather than its items. */
  private Next answerOperator(Session session, RequestLine line) {
    return switch (line.verb()) {
      case STATS -> stats.stats(session, line);
      case LRU_CRAWLER -> crawler.crawler(session, line);
      case SLABS -> tuning.slabs(session, line);
      case LRU -> tuning.lru(session, line);
      case VERSION -> admin.version(session);
      case VERBOSITY -> admin.verbosity(session, line);
      case FLUSH_ALL -> admin.flushAll(session, line);
      case QUIT -> Next.CLOSE;
      case SHUTDOWN -> admin.shutdown(session, line);
      case CACHE_MEMLIMIT -> admin.memoryLimit(session, line);
      case WATCH -> watch.watch(session, line);
      case REFRESH_CERTS -> admin.refreshCertificates(session);
      case EXTSTORE -> AdminCommands.extstore(session, line);
      case DEBUGTIME -> admin.debugTime(session, line);
      case CONFIG -> admin.config(session, line);
      default -> AdminCommands.unknown(session, line);
    };
  }

  @Override
  public Next answerBeforeLogin(Session session, RequestLine line) {
    return login == null ? Next.CLOSE : login.answer(session, line);
  }

  @Override
  public Next answer(Session session, BinaryRequest request) {
    return binary.answer(session, request);
  }
}
