package dev.memfleet.exporter.client;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.Locale;
import javax.net.ssl.SSLException;

/** Why a node could not be asked; the fixed set of values of the label {@code reason}. */
public enum FailureReason {
  /** Nobody listens, or there is no way to the node. */
  REFUSED,
  /** No complete answer within the deadline. */
  TIMEOUT,
  /** The host name has no address, or none was found within the deadline. */
  DNS,
  /** The node closed the connection. */
  RESET,
  /** The answer was not memcached's, or beyond the limits. */
  PROTOCOL,
  /** The node wants credentials, or refuses ours. */
  AUTH,
  /** No TLS session came about. */
  TLS,
  /** Somebody asked for what may not be asked. */
  FORBIDDEN;

  private final String label = name().toLowerCase(Locale.ROOT);

  public String label() {
    return label;
  }

  /** Why a connection could not be opened. */
  static FailureReason ofConnect(Throwable cause) {
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
  static FailureReason ofBreak(Throwable cause) {
    return isTls(cause) ? TLS : RESET;
  }

  private static boolean isTls(Throwable cause) {
    return cause instanceof SSLException || cause.getCause() instanceof SSLException;
  }
}
