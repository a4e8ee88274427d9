package dev.memfleet.exporter.dns;

import dev.memfleet.exporter.node.HostPort;
import io.netty.channel.AddressedEnvelope;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.dns.DefaultDnsQuestion;
import io.netty.handler.codec.dns.DnsQuestion;
import io.netty.handler.codec.dns.DnsRecordType;
import io.netty.handler.codec.dns.DnsResponse;
import io.netty.resolver.dns.DnsNameResolver;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.resolver.dns.DnsNameResolverChannelStrategy;
import io.netty.resolver.dns.DnsNameResolverTimeoutException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Sends one query to one name server with Netty's resolver: over UDP, from a new port, and again
 * over TCP if the reply is truncated. Confined to the {@link ResolverThread}.
 *
 * <p>{@code resolveAll} is not used: it would choose the servers itself, it tries no search domain
 * for records, drops the TTL of an alias, accepts a truncated reply when TCP fails, and queries
 * each server again when a name has no such records.
 */
final class NameServers {
  private static final int PORT = 53;

  /** Netty logs a warning for every stray packet that reaches an open port. */
  private static final Logger NETTY = Logger.getLogger("io.netty.resolver.dns");

  static {
    NETTY.setLevel(Level.SEVERE);
  }

  private final Map<Duration, DnsNameResolver> resolvers = new HashMap<>();

  /** A reply, of success or error; fails with a {@link DnsException} if there is none. */
  Future<Reply> ask(HostPort server, String name, RecordType type, Duration timeout) {
    ResolverThread.check();
    Promise<Reply> end = Promise.promise();
    try {
      InetSocketAddress address =
          new InetSocketAddress(InetAddress.getByName(server.host()), server.port().orElse(PORT));
      DnsQuestion question = new DefaultDnsQuestion(name, DnsRecordType.valueOf(type.code()));
      resolver(timeout)
          .query(address, question)
          .addListener(
              (io.netty.util.concurrent.Future<AddressedEnvelope<DnsResponse, InetSocketAddress>>
                      asked) -> complete(end, asked, server, type));
    } catch (IllegalArgumentException e) {
      end.fail(DnsException.of(name + ": not a host name"));
    } catch (UnknownHostException noInterface) {
      end.fail(DnsException.of(server + ": " + noInterface.getMessage()));
    }
    return end.future();
  }

  private DnsNameResolver resolver(Duration timeout) {
    return resolvers.computeIfAbsent(
        timeout,
        first ->
            new DnsNameResolverBuilder(ResolverThread.LOOP)
                .datagramChannelType(NioDatagramChannel.class)
                .socketChannelType(NioSocketChannel.class)
                .datagramChannelStrategy(DnsNameResolverChannelStrategy.ChannelPerResolution)
                .optResourceEnabled(false)
                .queryTimeoutMillis(first.toMillis())
                .build());
  }

  private static void complete(
      Promise<Reply> end,
      io.netty.util.concurrent.Future<AddressedEnvelope<DnsResponse, InetSocketAddress>> asked,
      HostPort server,
      RecordType type) {
    if (!asked.isSuccess()) {
      end.fail(failed(server, asked.cause()));
      return;
    }
    AddressedEnvelope<DnsResponse, InetSocketAddress> envelope = asked.getNow();
    try {
      end.complete(Reply.of(envelope.content(), type));
    } catch (IllegalArgumentException | IndexOutOfBoundsException malformed) {
      end.fail(DnsException.of(text(server) + ": malformed reply"));
    } finally {
      envelope.release();
    }
  }

  private static DnsException failed(HostPort server, Throwable cause) {
    if (cause instanceof DnsNameResolverTimeoutException) {
      return DnsException.of(text(server) + ": no reply");
    }
    Throwable root = cause.getCause() == null ? cause : cause.getCause();
    return DnsException.of(text(server) + ": " + root.getMessage());
  }

  private static String text(HostPort server) {
    return "name server " + HostPort.format(server.host(), server.port().orElse(PORT));
  }
}
