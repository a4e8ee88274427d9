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
import dev.memfleet.server.protocol.Verb;
import dev.memfleet.server.session.Context;
import dev.memfleet.server.session.Handler;
import dev.memfleet.server.session.Handlers;
import dev.memfleet.server.session.Services;
import dev.memfleet.server.session.Worker;

/** The table of all commands. */
public final class Commands {
  private final Context context;
  private final Storing storing;
  private final Arithmetic arithmetic;
  private final ClusterAnswers cluster;

  private Commands(Context context) {
    this.context = context;
    storing = new Storing(context);
    arithmetic = new Arithmetic(context);
    cluster = new ClusterAnswers(context.services().cluster());
  }

  /** A worker for one event loop, with every command. */
  public static Worker worker(Services services) {
    return new Worker(services, context -> new Commands(context).table());
  }

  private Handlers table() {
    AdminCommands admin = new AdminCommands(context, cluster);
    Handlers table =
        new Handlers(
            AdminCommands::unknown, login(), new BinaryCommands(context, storing, arithmetic));
    text(table);
    meta(table);
    admin(table, admin);
    return table;
  }

  private Handler login() {
    UserFile users = context.services().users();
    return users == null ? AdminCommands::unknown : new TokenLogin(context, users);
  }

  private void text(Handlers table) {
    RetrievalCommands retrieval = new RetrievalCommands(context, cluster);
    StorageCommands storage = new StorageCommands(context, storing);
    KeyCommands keys = new KeyCommands(context);
    ArithmeticCommands numbers = new ArithmeticCommands(context, arithmetic);
    table
        .put(Verb.GET, (session, line) -> retrieval.get(session, line, false))
        .put(Verb.GETS, (session, line) -> retrieval.get(session, line, true))
        .put(Verb.GAT, (session, line) -> retrieval.getAndTouch(session, line, false))
        .put(Verb.GATS, (session, line) -> retrieval.getAndTouch(session, line, true))
        .put(Verb.SET, storage::store)
        .put(Verb.ADD, storage::store)
        .put(Verb.REPLACE, storage::store)
        .put(Verb.APPEND, storage::store)
        .put(Verb.PREPEND, storage::store)
        .put(Verb.CAS, storage::store)
        .put(Verb.DELETE, keys::delete)
        .put(Verb.TOUCH, keys::touch)
        .put(Verb.INCR, (session, line) -> numbers.add(session, line, true))
        .put(Verb.DECR, (session, line) -> numbers.add(session, line, false));
  }

  private void meta(Handlers table) {
    MetaCommands meta = new MetaCommands(context, arithmetic);
    MetaSet sets = new MetaSet(context, storing);
    table
        .put(Verb.MG, meta::get)
        .put(Verb.MS, sets::set)
        .put(Verb.MD, meta::delete)
        .put(Verb.MA, meta::arithmetic)
        .put(Verb.ME, meta::debug)
        .put(Verb.MN, (session, line) -> MetaCommands.noop(session));
  }

  private void admin(Handlers table, AdminCommands admin) {
    TuningCommands tuning = new TuningCommands(context);
    table
        .put(Verb.STATS, new StatsCommands(context)::stats)
        .put(Verb.LRU_CRAWLER, new CrawlerCommands(context)::crawler)
        .put(Verb.SLABS, tuning::slabs)
        .put(Verb.LRU, tuning::lru)
        .put(Verb.VERSION, admin::version)
        .put(Verb.VERBOSITY, admin::verbosity)
        .put(Verb.FLUSH_ALL, admin::flushAll)
        .put(Verb.QUIT, AdminCommands::quit)
        .put(Verb.SHUTDOWN, admin::shutdown)
        .put(Verb.CACHE_MEMLIMIT, admin::memoryLimit)
        .put(Verb.WATCH, AdminCommands::watch)
        .put(Verb.REFRESH_CERTS, AdminCommands::refreshCertificates)
        .put(Verb.EXTSTORE, AdminCommands::extstore)
        .put(Verb.DEBUGTIME, admin::debugTime)
        .put(Verb.CONFIG, admin::config);
  }
}
