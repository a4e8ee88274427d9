package dev.memfleet.server.stats;

/** The counters that each worker keeps. */
public enum Counter {
  CMD_GET,
  CMD_FLUSH,
  CMD_TOUCH,
  CMD_META,
  GET_MISSES,
  DELETE_MISSES,
  INCR_MISSES,
  DECR_MISSES,
  CAS_MISSES,
  TOUCH_MISSES,
  STORE_TOO_LARGE,
  STORE_NO_MEMORY,
  AUTH_CMDS,
  AUTH_ERRORS,
  IDLE_KICKS,
  BYTES_READ,
  BYTES_WRITTEN,
  CONN_YIELDS,
  SSL_NEW_SESSIONS,
  SSL_HANDSHAKE_ERRORS,
  SSL_PROTO_ERRORS,
  UDP_REFUSED;

  /** Index into the counters. */
  @SuppressWarnings("EnumOrdinal") // an array index, never stored
  final int index = ordinal();
}
