package dev.memfleet.exporter.dns;

import dev.memfleet.exporter.node.HostPort;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Looks up the records of names: tries the search domains, and each server in turn until one
 * answers, up to {@link ResolvConf#attempts} rounds.
 */
public final class DnsLookUp {
  private static final int NO_SUCH_NAME = 3;

  private final Vertx vertx;
  private final NameServers servers = new NameServers();

  /**
   * The records of a name.
   *
   * @param records empty if the name has other types only
   * @param ttl time to live; zero without records
   */
  public record Records(List<DnsRecord> records, Duration ttl) {
    public Records {
      records = List.copyOf(records);
    }
  }

  public DnsLookUp(Vertx vertx) {
    this.vertx = vertx;
  }

  /**
   * The records of a type; fails with a {@link DnsException}, also when the name does not exist.
   *
   * @param timeout of one query to one server
   */
  public Future<Records> find(String name, RecordType type, ResolvConf resolver, Duration timeout) {
    return ResolverThread.run(
            vertx, () -> first(resolver.candidates(name), one -> ask(one, type, resolver, timeout)))
        .recover(cause -> Future.failedFuture(named(name, cause)));
  }

  /** The failure; if no candidate exists, that of the name as given. */
  static Throwable named(String name, Throwable cause) {
    return isNoSuchName(cause) ? DnsException.noSuchName(name) : cause;
  }

  /**
   * The result for the first name that exists. A name that no server answered for does not end the
   * search, but then the result cannot be that the name does not exist.
   */
  static <T> Future<T> first(List<String> names, Function<String, Future<T>> lookUp) {
    List<String> others = names.subList(1, names.size());
    return lookUp
        .apply(names.get(0))
        .recover(
            cause ->
                others.isEmpty()
                    ? Future.failedFuture(cause)
                    : first(others, lookUp)
                        .recover(
                            later -> Future.failedFuture(isNoSuchName(cause) ? later : cause)));
  }

  static boolean isNoSuchName(Throwable cause) {
    return cause instanceof DnsException failed && failed.isNoSuchName();
  }

  /** Queries one name, without search domains. On the {@link ResolverThread}. */
  Future<Records> ask(String name, RecordType type, ResolvConf resolver, Duration timeout) {
    List<HostPort> turns = new ArrayList<>();
    for (int i = 0; i < resolver.attempts(); i++) {
      turns.addAll(resolver.servers());
    }
    return ask(name, type, turns, timeout);
  }

  /** Falls back to the next server when one does not answer. */
  private Future<Records> ask(
      String name, RecordType type, List<HostPort> turns, Duration timeout) {
    List<HostPort> others = turns.subList(1, turns.size());
    return servers
        .ask(turns.get(0), name, type, timeout)
        .compose(reply -> found(name, reply))
        .recover(
            cause ->
                others.isEmpty() || isNoSuchName(cause)
                    ? Future.failedFuture(cause)
                    : ask(name, type, others, timeout));
  }

  private static Future<Records> found(String name, Reply reply) {
    return switch (reply.code()) {
      case 0 ->
          reply.cutOff()
              ? Future.failedFuture(DnsException.of(name + ": the reply is truncated"))
              : Future.succeededFuture(new Records(reply.records(), reply.ttl()));
      case NO_SUCH_NAME -> Future.failedFuture(DnsException.noSuchName(name));
      default ->
          Future.failedFuture(
              DnsException.of("%s: response code %d".formatted(name, reply.code())));
    };
  }
}
