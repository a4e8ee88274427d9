package dev.memfleet.server.stats;

/** The answer to {@code stats memfleet}: the statistics that memcached does not have. */
final class MemfleetStats {
  private MemfleetStats() {}

  // spotless:off
  static final StatsTable<Figures> TABLE = new StatsTable<Figures>()
      .text("version", f -> f.environment().release())
      .text("transport", f -> f.environment().transport())
      .text("tls_library", f -> f.environment().tlsLibrary())
      .text("java_version", f -> Runtime.version())
      .number("connection_limit", f -> f.listening().connectionLimit())
      .number("accept_errors", f -> f.server().acceptErrors())
      .number("internal_errors", f -> f.server().errors().count())
      .number("request_bytes", f -> f.server().requestBudget().used())
      .number("request_bytes_limit", f -> f.server().requestBudget().limit())
      .number("reply_bytes", f -> f.server().replyBudget().used())
      .number("reply_bytes_limit", f -> f.server().replyBudget().limit())
      .number("udp_refused", f -> f.server().get(Counter.UDP_REFUSED))
      .number("heap_used_bytes", f -> Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory())
      .number("heap_max_bytes", f -> Runtime.getRuntime().maxMemory())
      .number("detail_prefixes", f -> f.settings().prefixes().size())
      .number("detail_uncounted", f -> f.settings().prefixes().uncounted())
      .number("gc_collections", f -> GarbageCollections.count())
      .number("gc_milliseconds", f -> GarbageCollections.milliseconds());
  // spotless:on
}
