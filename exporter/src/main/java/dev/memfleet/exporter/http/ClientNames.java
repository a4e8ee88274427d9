package dev.memfleet.exporter.http;

import java.lang.reflect.Field;
import java.net.InetAddress;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the JDK's TLS server from asking the DNS who each client is. It does so before the
 * handshake, for a name that nobody needs; where the DNS does not answer that takes longer than
 * clients wait. An address that has a name is not looked up, so each is called by itself.
 *
 * <p>This needs fields of the JDK's own, which our jar's manifest opens. Where they are closed or
 * called otherwise, names are looked up.
 */
final class ClientNames {
  private static final @Nullable ClientNames FIELDS = find();

  private final Field channelOfExchange;
  private final Field holderOfAddress;
  private final Field nameInHolder;

  private ClientNames() throws ReflectiveOperationException {
    channelOfExchange = field("sun.net.httpserver.ServerImpl$Exchange", "chan");
    holderOfAddress = field("java.net.InetAddress", "holder");
    nameInHolder = field("java.net.InetAddress$InetAddressHolder", "hostName");
  }

  private static Field field(String type, String name) throws ReflectiveOperationException {
    Field field = Class.forName(type).getDeclaredField(name);
    if (!field.trySetAccessible()) {
      throw new IllegalAccessException(type + " is closed");
    }
    return field;
  }

  private static @Nullable ClientNames find() {
    try {
      return new ClientNames();
    } catch (ReflectiveOperationException closed) {
      return null;
    }
  }

  /**
   * Gives a client a name.
   *
   * @param exchange a task of the JDK's server
   */
  static void settle(Runnable exchange) {
    if (FIELDS == null || !FIELDS.channelOfExchange.getDeclaringClass().isInstance(exchange)) {
      return;
    }
    try {
      SocketChannel channel = (SocketChannel) FIELDS.channelOfExchange.get(exchange);
      InetAddress client = channel.socket().getInetAddress();
      FIELDS.nameInHolder.set(FIELDS.holderOfAddress.get(client), client.getHostAddress());
    } catch (ReflectiveOperationException closed) {
      throw new IllegalStateException(closed);
    }
  }
}
