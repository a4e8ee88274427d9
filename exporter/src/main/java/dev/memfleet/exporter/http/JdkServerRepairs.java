package dev.memfleet.exporter.http;

import com.sun.net.httpserver.HttpExchange;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.net.InetAddress;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * Mends two faults of the JDK's server. This takes fields and methods of its own, which our jar's
 * manifest opens; where they are closed or called otherwise, the faults remain.
 */
final class JdkServerRepairs {
  private static final @Nullable JdkServerRepairs TOOLS = find();

  private final Field channelOfTask = field("sun.net.httpserver.ServerImpl$Exchange", "chan");
  private final Field holderOfAddress = field("java.net.InetAddress", "holder");
  private final Field nameInHolder = field("java.net.InetAddress$InetAddressHolder", "hostName");
  private final Method serverOf = method("sun.net.httpserver.ExchangeImpl", "getServerImpl");
  private final Method connectionOf = method("sun.net.httpserver.ExchangeImpl", "getConnection");
  private final Method closeConnection =
      method("sun.net.httpserver.ServerImpl", "closeConnection", connectionOf.getReturnType());

  private JdkServerRepairs() throws ReflectiveOperationException {}

  private static Field field(String type, String name) throws ReflectiveOperationException {
    return opened(Class.forName(type).getDeclaredField(name));
  }

  private static Method method(String type, String name, Class<?>... parameters)
      throws ReflectiveOperationException {
    return opened(Class.forName(type).getDeclaredMethod(name, parameters));
  }

  private static <T extends AccessibleObject> T opened(T member) throws IllegalAccessException {
    if (!member.trySetAccessible()) {
      throw new IllegalAccessException(member + " is closed");
    }
    return member;
  }

  private static @Nullable JdkServerRepairs find() {
    try {
      return new JdkServerRepairs();
    } catch (ReflectiveOperationException closed) {
      return null;
    }
  }

  /**
   * Keeps the server from asking the DNS who a client of TLS is. It does so before the handshake,
   * for a name that nobody needs; where the DNS does not answer that takes longer than clients
   * wait. An address that has a name is not looked up, so it is called by itself.
   *
   * @param task what the server has run for a request
   */
  static void nameClient(Runnable task) {
    if (TOOLS == null || !TOOLS.channelOfTask.getDeclaringClass().isInstance(task)) {
      return;
    }
    try {
      SocketChannel channel = (SocketChannel) TOOLS.channelOfTask.get(task);
      InetAddress client = channel.socket().getInetAddress();
      TOOLS.nameInHolder.set(TOOLS.holderOfAddress.get(client), client.getHostAddress());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Lets go of a connection that broke under an answer. The server would hold it, with some 70 KiB
   * of buffers over TLS, until the longest time for an answer is over.
   */
  static void forget(HttpExchange broken) {
    if (TOOLS == null) {
      return;
    }
    try {
      Object exchange =
          opened(broken.getClass().getDeclaredMethod("getExchangeImpl")).invoke(broken);
      TOOLS.closeConnection.invoke(
          TOOLS.serverOf.invoke(exchange), TOOLS.connectionOf.invoke(exchange));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
