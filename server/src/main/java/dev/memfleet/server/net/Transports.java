package dev.memfleet.server.net;

import io.netty.util.Version;
import io.vertx.core.transport.Transport;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Picks how to wait for sockets: io_uring where the kernel allows it, else epoll, else NIO. */
public final class Transports {
  /** System property that names the only transport to be tried. */
  static final String PROPERTY = "memfleet.transport";

  private Transports() {}

  /** The best transport that works here. */
  public static Transport choose() {
    String wanted = System.getProperty(PROPERTY, "");
    List<Transport> known = new ArrayList<>();
    known.add(Transport.IO_URING);
    known.add(Transport.EPOLL);
    known.add(Transport.NIO);
    return known.stream()
        .filter(transport -> transport != null && transport.available())
        .filter(transport -> wanted.isEmpty() || label(transport).equals(wanted))
        .findFirst()
        .orElse(Transport.NIO);
  }

  /** io_uring, epoll or nio. */
  public static String label(Transport transport) {
    return transport.name().toLowerCase(Locale.ROOT);
  }

  /** Name and version of the library beneath, one word. */
  public static String library() {
    Version version = Version.identify().get("netty-transport");
    return version == null ? "netty" : "netty-" + version.artifactVersion();
  }
}
