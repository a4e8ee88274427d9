package dev.memfleet.server.client;

import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.spy.memcached.CASResponse;
import net.spy.memcached.ConnectionFactoryBuilder;
import net.spy.memcached.ConnectionFactoryBuilder.Locator;
import net.spy.memcached.ConnectionFactoryBuilder.Protocol;
import net.spy.memcached.DefaultHashAlgorithm;
import net.spy.memcached.FailureMode;
import net.spy.memcached.MemcachedClient;
import net.spy.memcached.auth.AuthDescriptor;
import net.spy.memcached.auth.PlainCallbackHandler;
import org.jspecify.annotations.Nullable;

/** The library spymemcached; it compresses values over 16 kB. */
final class SpyClient implements JavaClient {
  private static final long LIMIT_MILLIS = 5_000;

  static {
    System.setProperty("net.spy.log.LoggerImpl", "net.spy.memcached.compat.log.SLF4JLogger");
  }

  private final MemcachedClient client;

  private SpyClient(List<InetSocketAddress> servers, ConnectionFactoryBuilder builder)
      throws Exception {
    client =
        new MemcachedClient(
            builder
                .setLocatorType(Locator.CONSISTENT)
                .setHashAlg(DefaultHashAlgorithm.KETAMA_HASH)
                .setFailureMode(FailureMode.Redistribute)
                .setMaxReconnectDelay(1)
                .setOpTimeout(LIMIT_MILLIS)
                .setDaemon(true)
                .build(),
            servers);
  }

  static JavaClient text(List<InetSocketAddress> servers) throws Exception {
    return new SpyClient(servers, new ConnectionFactoryBuilder().setProtocol(Protocol.TEXT));
  }

  /** A client of the binary protocol, which logs in. */
  static JavaClient binary(List<InetSocketAddress> servers, String user, String password)
      throws Exception {
    return new SpyClient(
        servers,
        new ConnectionFactoryBuilder()
            .setProtocol(Protocol.BINARY)
            .setAuthDescriptor(
                new AuthDescriptor(
                    new String[] {"PLAIN"}, new PlainCallbackHandler(user, password))));
  }

  @Override
  public boolean set(String key, int seconds, String value) throws Exception {
    return client.set(key, seconds, value).get();
  }

  @Override
  public boolean add(String key, String value) throws Exception {
    return client.add(key, 0, value).get();
  }

  @Override
  public boolean replace(String key, String value) throws Exception {
    return client.replace(key, 0, value).get();
  }

  @Override
  public boolean append(String key, String value) throws Exception {
    return client.append(key, value).get();
  }

  @Override
  public boolean prepend(String key, String value) throws Exception {
    return client.prepend(key, value).get();
  }

  @Override
  public boolean cas(String key, String value) {
    return client.cas(key, client.gets(key).getCas(), value) == CASResponse.OK;
  }

  @Override
  public @Nullable String get(String key) {
    return (String) client.get(key);
  }

  @Override
  public Map<String, String> getAll(Collection<String> keys) {
    return client.getBulk(keys).entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> (String) entry.getValue()));
  }

  @Override
  public boolean touch(String key, int seconds) throws Exception {
    return client.touch(key, seconds).get();
  }

  @Override
  public boolean delete(String key) throws Exception {
    return client.delete(key).get();
  }

  @Override
  public long increment(String key, int by) {
    return client.incr(key, by, 1, 60);
  }

  @Override
  public long decrement(String key, int by) {
    return client.decr(key, by);
  }

  @Override
  public void close() {
    client.shutdown();
  }
}
