package dev.memfleet.exporter.client;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/** Why a node could not be polled; the fixed set of values of the label {@code reason}. */
public enum FailureReason {
  /** Nothing listens, or there is no route to the node. */
  REFUSED,
  /** No complete answer within the deadline. */
  TIMEOUT,
  /** The host name has no address, or did not resolve within the deadline. */
  DNS,
  /** The node closed the connection. */
  RESET,
  /** The answer was not memcached's, or exceeded the limits. */
  PROTOCOL,
  /** The node requires credentials, or rejects those configured. */
  AUTH,
  /** The TLS handshake failed. */
  TLS,
  /** The target must not be scraped. */
  FORBIDDEN,
  /** The agent lacks descriptors, ports or memory; this says nothing about the node. */
  RESOURCES;

  private static final Pattern OUT_OF_RESOURCES =
      Pattern.compile(
          "too many open files|cannot assign requested address|no buffer space"
              + "|cannot allocate memory|direct (buffer )?memory",
          Pattern.CASE_INSENSITIVE);

  private final String label = name().toLowerCase(Locale.ROOT);

  public String label() {
    return label;
  }

  /** Why a connection could not be opened. */
  static FailureReason ofConnect(Throwable cause) {
    if (missingResource(cause).isPresent()) {
      return RESOURCES;
    }
    if (cause instanceof UnknownHostException) {
      return DNS;
    }
    if (isTls(cause)) {
      return TLS;
    }
    return cause instanceof ConnectException
            || cause instanceof NoRouteToHostException
            || cause instanceof IOException
        ? REFUSED
        : RESET;
  }

  /** Why an open connection broke. */
  public static FailureReason ofBreak(Throwable cause) {
    if (missingResource(cause).isPresent()) {
      return RESOURCES;
    }
    return isTls(cause) ? TLS : RESET;
  }

  /**
   * The resource that the agent lacks, in words, if that is the cause. Direct memory is handled as
   * such a resource; a full heap is not a failure of one poll and is rethrown.
   */
  static Optional<String> missingResource(Throwable failure) {
    Throwable next = failure;
    for (int depth = 0; next != null && depth < 10; depth++) {
      if (OUT_OF_RESOURCES.matcher(String.valueOf(next.getMessage())).find()) {
        return Optional.of(Connector.text(next));
      }
      if (next instanceof OutOfMemoryError heap) {
        throw heap;
      }
      next = next.getCause();
    }
    return Optional.empty();
  }

  private static boolean isTls(Throwable cause) {
    return cause instanceof SSLException || cause.getCause() instanceof SSLException;
  }
}
