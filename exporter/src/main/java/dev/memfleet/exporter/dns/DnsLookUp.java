package dev.memfleet.exporter.dns;

import dev.memfleet.exporter.node.HostPort;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Looks up the records of names: with the search domains, at each server in turn until one answers,
 * all of them as often as {@link ResolvConf#attempts} says.
 */
public final class DnsLookUp {
  private static final int NO_SUCH_NAME = 3;

  private final Vertx vertx;
  private final NameServers servers = new NameServers();

  /**
   * The records of a name.
   *
   * @param records none when the name has others only
   * @param ttl for how long they hold; zero without any
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
   * The records of a type; fails with a {@link DnsException}, also when there is no such name.
   *
   * @param timeout of one question to one server
   */
  public Future<Records> find(String name, RecordType type, ResolvConf resolver, Duration timeout) {
    return ResolverThread.run(
            vertx, () -> first(resolver.candidates(name), one -> ask(one, type, resolver, timeout)))
        .recover(cause -> Future.failedFuture(named(name, cause)));
  }

  /** The failure, where no candidate exists that of the name as it was given. */
  static Throwable named(String name, Throwable cause) {
    return isNoSuchName(cause) ? DnsException.noSuchName(name) : cause;
  }

  /**
   * The first of the names that exists. A name that no server answered for does not end the search,
   * but then it cannot be said that there is no such name.
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

  /** Asks for one name, without search domains. On the {@link ResolverThread}. */
  Future<Records> ask(String name, RecordType type, ResolvConf resolver, Duration timeout) {
    List<HostPort> turns = new ArrayList<>();
    for (int i = 0; i < resolver.attempts(); i++) {
      turns.addAll(resolver.servers());
    }
    return ask(name, type, turns, timeout);
  }

  /** Asks the next server when one has no answer. */
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
              ? Future.failedFuture(DnsException.of(name + ": the reply is cut off"))
              : Future.succeededFuture(new Records(reply.records(), reply.ttl()));
      case NO_SUCH_NAME -> Future.failedFuture(DnsException.noSuchName(name));
      default ->
          Future.failedFuture(
              DnsException.of("%s: response code %d".formatted(name, reply.code())));
    };
  }
}
