package dev.memfleet.exporter.dns;

import dev.memfleet.exporter.node.HostPort;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks names up: with the search domains, at each server in turn until one answers, all of them
 * twice. Event loop only.
 */
public final class DnsLookUp {
  private static final int ROUNDS = 2;
  private static final int NO_SUCH_NAME = 3;

  private final Vertx vertx;
  private final NetClient tcp;
  private final SecureRandom random = new SecureRandom();

  /**
   * The records of a name.
   *
   * @param records none when the name has others only
   * @param ttl for how long they hold; zero without any
   */
  public record Found(List<DnsRecord> records, Duration ttl) {}

  public DnsLookUp(Vertx vertx) {
    this.vertx = vertx;
    this.tcp = vertx.createNetClient();
  }

  /**
   * The records of a type; fails with a {@link DnsException}, also when there is no such name.
   *
   * @param timeout of one question to one server
   */
  public Future<Found> find(String name, RecordType type, ResolvConf whom, Duration timeout) {
    List<NameServer> servers = new ArrayList<>();
    for (int i = 0; i < ROUNDS; i++) {
      for (HostPort server : whom.servers()) {
        servers.add(new NameServer(vertx, tcp, server));
      }
    }
    return first(whom.candidates(name), type, servers, timeout)
        .recover(
            cause ->
                Future.failedFuture(isNoSuchName(cause) ? DnsException.noSuchName(name) : cause));
  }

  /**
   * The first of the names that exists. A name that nobody could be asked for does not end the
   * search, but then it cannot be said that there is no such name.
   */
  private Future<Found> first(
      List<String> names, RecordType type, List<NameServer> servers, Duration timeout) {
    List<String> others = names.subList(1, names.size());
    return ask(names.get(0), type, servers, timeout)
        .recover(
            cause ->
                others.isEmpty()
                    ? Future.failedFuture(cause)
                    : first(others, type, servers, timeout)
                        .recover(
                            later -> Future.failedFuture(isNoSuchName(cause) ? later : cause)));
  }

  private static boolean isNoSuchName(Throwable cause) {
    return cause instanceof DnsException failed && failed.isNoSuchName();
  }

  /** Asks the next server when one has no answer. */
  private Future<Found> ask(
      String name, RecordType type, List<NameServer> servers, Duration timeout) {
    Question question = new Question(random.nextInt(1 << 16), name, type);
    List<NameServer> others = servers.subList(1, servers.size());
    return servers
        .get(0)
        .ask(question, timeout)
        .compose(reply -> found(reply, question))
        .recover(
            cause ->
                others.isEmpty() || isNoSuchName(cause)
                    ? Future.failedFuture(cause)
                    : ask(name, type, others, timeout));
  }

  private static Future<Found> found(Reply reply, Question question) {
    return switch (reply.code()) {
      case 0 ->
          Future.succeededFuture(
              new Found(reply.records(), Duration.ofSeconds(reply.ttlSeconds())));
      case NO_SUCH_NAME -> Future.failedFuture(DnsException.noSuchName(question.name()));
      default ->
          Future.failedFuture(
              DnsException.of("%s: response code %d".formatted(question.name(), reply.code())));
    };
  }

  public void close() {
    tcp.close();
  }
}
