package dev.memfleet.exporter.http;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Map;

/**
 * Limits of the JDK's server, which it reads from system properties once and before its first use;
 * what {@code java -D} says is left as it is.
 */
final class JdkServerLimits {
  private static final int MOST_CONNECTIONS = 16 * 1024;

  private JdkServerLimits() {}

  static void set() {
    // spotless:off
    Map.of(
        // Without it a response's second segment waits for the client's delayed acknowledgement.
        "sun.net.httpserver.nodelay", "true",
        // Bytes of request line and headers, 32 more for each header; and their number.
        "sun.net.httpserver.maxReqHeaderSize", "32768",
        "sun.net.httpserver.maxReqHeaders", "100",
        // Seconds until the server forgets what we cut off before; SlowClients is the one that cuts.
        "sun.net.httpserver.maxReqTime", "15",
        "sun.net.httpserver.maxRspTime", "120",
        // Seconds that a connection is kept for its next request, and milliseconds between looks.
        "sun.net.httpserver.idleInterval", "75",
        "sun.net.httpserver.clockTick", "1000",
        // Bodies are read before the answer, so that nothing of them waits at the end.
        "sun.net.httpserver.drainAmount", "0",
        // Further ones are closed at once; the nodes' connections need file descriptors too.
        "jdk.httpserver.maxConnections", Long.toString(connections()),
        // A client cannot make us repeat the costly part of TLS.
        "jdk.tls.rejectClientInitiatedRenegotiation", "true")
        .forEach(JdkServerLimits::setIfAbsent);
    // spotless:on
  }

  private static void setIfAbsent(String property, String value) {
    System.getProperties().putIfAbsent(property, value);
  }

  private static long connections() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
        ? Math.min(MOST_CONNECTIONS, system.getMaxFileDescriptorCount() * 3 / 4)
        : MOST_CONNECTIONS;
  }
}
