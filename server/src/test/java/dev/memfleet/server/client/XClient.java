package dev.memfleet.server.client;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import net.rubyeye.xmemcached.MemcachedClient;
import net.rubyeye.xmemcached.XMemcachedClientBuilder;
import net.rubyeye.xmemcached.auth.AuthInfo;
import net.rubyeye.xmemcached.command.BinaryCommandFactory;
import net.rubyeye.xmemcached.impl.KetamaMemcachedSessionLocator;
import org.jspecify.annotations.Nullable;

/** The library xmemcached; it compresses values over 16 kB. */
final class XClient implements JavaClient {
  private static final long HEAL_MILLIS = 50;
  private static final long LIMIT_MILLIS = 5_000;

  private final MemcachedClient client;

  private XClient(XMemcachedClientBuilder builder) throws IOException {
    builder.setSessionLocator(new KetamaMemcachedSessionLocator());
    builder.setHealSessionInterval(HEAL_MILLIS);
    builder.setOpTimeout(LIMIT_MILLIS);
    builder.setSelectorPoolSize(1);
    client = builder.build();
  }

  static JavaClient text(List<InetSocketAddress> servers) throws IOException {
    return new XClient(new XMemcachedClientBuilder(servers));
  }

  /** A client of the binary protocol, which logs in. */
  static JavaClient binary(List<InetSocketAddress> servers, String user, String password)
      throws IOException {
    XMemcachedClientBuilder builder = new XMemcachedClientBuilder(servers);
    builder.setCommandFactory(new BinaryCommandFactory());
    servers.forEach(server -> builder.addAuthInfo(server, AuthInfo.plain(user, password)));
    return new XClient(builder);
  }

  @Override
  public boolean set(String key, int seconds, String value) throws Exception {
    return client.set(key, seconds, value);
  }

  @Override
  public boolean add(String key, String value) throws Exception {
    return client.add(key, 0, value);
  }

  @Override
  public boolean replace(String key, String value) throws Exception {
    return client.replace(key, 0, value);
  }

  @Override
  public boolean append(String key, String value) throws Exception {
    return client.append(key, value);
  }

  @Override
  public boolean prepend(String key, String value) throws Exception {
    return client.prepend(key, value);
  }

  @Override
  public boolean cas(String key, String value) throws Exception {
    return client.cas(key, 0, value, client.gets(key).getCas());
  }

  @Override
  public @Nullable String get(String key) throws Exception {
    return client.get(key);
  }

  @Override
  public Map<String, String> getAll(Collection<String> keys) throws Exception {
    return client.get(keys);
  }

  @Override
  public boolean touch(String key, int seconds) throws Exception {
    return client.touch(key, seconds);
  }

  @Override
  public boolean delete(String key) throws Exception {
    return client.delete(key);
  }

  @Override
  public long increment(String key, int by) throws Exception {
    return client.incr(key, by, 1, LIMIT_MILLIS, 60);
  }

  @Override
  public long decrement(String key, int by) throws Exception {
    return client.decr(key, by);
  }

  @Override
  public void close() throws IOException {
    client.shutdown();
  }
}
