package dev.memfleet.server.net;

import io.netty.channel.uring.IoUring;
import io.netty.util.Version;
import io.vertx.core.transport.Transport;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Picks the transport for sockets: io_uring where the kernel allows it, else epoll, else NIO.
 *
 * <p>With io_uring each wait for bytes is one-shot. A wait that stays armed reports a change only
 * once: when a reset arrives together with bytes, Netty 4.2 reads the bytes, considers the socket
 * empty and waits for a change that has already happened, so that the connection stays open
 * forever.
 */
public final class Transports {
  /** System property that names the only transport to try. */
  public static final String PROPERTY = "memfleet.transport";

  private static final String MULTISHOT_PROPERTY = "io.netty.iouring.pollAddMultishotEnabled";

  static {
    if (System.getProperty(MULTISHOT_PROPERTY) == null) {
      System.setProperty(MULTISHOT_PROPERTY, "false");
    }
  }

  private Transports() {}

  /**
   * The best transport that works here.
   *
   * @throws IllegalArgumentException when {@link #PROPERTY} names one that does not
   */
  public static Transport choose() {
    List<Transport> usable = usable();
    String wanted = System.getProperty(PROPERTY, "");
    if (wanted.isEmpty()) {
      return usable.get(0);
    }
    return usable.stream()
        .filter(transport -> label(transport).equals(wanted))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(missing(wanted, usable)));
  }

  /** The transports that work here, best first. */
  public static List<Transport> usable() {
    return Stream.of(Transport.IO_URING, Transport.EPOLL, Transport.NIO)
        .filter(transport -> transport != null && unusable(transport) == null)
        .toList();
  }

  private static String missing(String wanted, List<Transport> usable) {
    String reason =
        Stream.of(Transport.IO_URING, Transport.EPOLL)
            .filter(transport -> transport != null && label(transport).equals(wanted))
            .map(transport -> "is not available: " + unusable(transport))
            .findFirst()
            .orElse("is not known");
    return PROPERTY
        + "="
        + wanted
        + " "
        + reason
        + "; expected one of "
        + usable.stream().map(Transports::label).collect(Collectors.joining(", "));
  }

  /** Why a transport cannot be used; null if it can. */
  private static @Nullable String unusable(Transport transport) {
    if (!transport.available()) {
      Throwable cause = transport.unavailabilityCause();
      return cause == null ? "no reason given" : cause.getMessage();
    }
    if (transport == Transport.IO_URING && IoUring.isPollAddMultishotEnabled()) {
      return MULTISHOT_PROPERTY + " is on";
    }
    return null;
  }

  /** io_uring, epoll or nio. */
  public static String label(Transport transport) {
    return transport.name().toLowerCase(Locale.ROOT);
  }

  /** Name and version of the event library, as one word. */
  public static String library() {
    Version version = Version.identify().get("netty-transport");
    return version == null ? "netty" : "netty-" + version.artifactVersion();
  }
}
