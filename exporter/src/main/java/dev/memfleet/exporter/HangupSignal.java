package dev.memfleet.exporter;

import dev.memfleet.exporter.text.LogEvent;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Runs an action on each SIGHUP, which would otherwise end the process. Uses {@code
 * sun.misc.Signal} by reflection, because javac warns about its name and no option suppresses that.
 */
final class HangupSignal {
  private static final Logger LOG = Logger.getLogger(HangupSignal.class.getName());

  private HangupSignal() {}

  static void handle(Runnable action) {
    InvocationHandler run =
        (proxy, method, arguments) -> {
          action.run();
          return null;
        };
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object proxy =
          Proxy.newProxyInstance(handler.getClassLoader(), new Class<?>[] {handler}, run);
      Object hangup = signal.getConstructor(String.class).newInstance("HUP");
      signal.getMethod("handle", signal, handler).invoke(null, hangup, proxy);
    } catch (ReflectiveOperationException e) {
      LogEvent.log(
          LOG,
          Level.WARNING,
          "signal not handled",
          e,
          "signal",
          "SIGHUP",
          "effect",
          "ends the agent");
    }
  }
}
