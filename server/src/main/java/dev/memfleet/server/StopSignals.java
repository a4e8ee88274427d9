package dev.memfleet.server;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.Map;

/**
 * Stops the server on the signals that end memcached, and ignores SIGHUP. {@code sun.misc.Signal}
 * is reached by reflection because javac does not accept its name.
 */
final class StopSignals {
  private static final Map<String, String> DESCRIPTIONS =
      Map.of("INT", "Interrupt", "TERM", "Terminated", "USR1", "User defined signal 1");

  private StopSignals() {}

  static void install(Runnable stop) {
    handle("HUP", () -> {});
    DESCRIPTIONS.forEach(
        (name, description) ->
            handle(
                name,
                () -> {
                  System.err.println("Signal handled: " + description + ".");
                  stop.run();
                }));
  }

  private static void handle(String name, Runnable action) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      InvocationHandler run =
          (proxy, method, arguments) -> {
            action.run();
            return null;
          };
      signal
          .getMethod("handle", signal, handler)
          .invoke(
              null,
              signal.getConstructor(String.class).newInstance(name),
              Proxy.newProxyInstance(handler.getClassLoader(), new Class<?>[] {handler}, run));
    } catch (ReflectiveOperationException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      System.err.println("memfleet-server: cannot handle SIG" + name + ": " + cause);
    }
  }
}
