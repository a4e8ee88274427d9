package dev.memfleet.exporter.insight;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A recommended change to a node, to be made by a person; the agent changes nothing.
 *
 * @param kind its subject
 * @param evidence what was observed
 * @param gain the expected benefit
 * @param action how to do it
 * @param risk what may go wrong
 * @param undo how to go back
 * @param points expected gain in hit ratio, for ranking; none for other gains
 */
public record Recommendation(
    Kind kind,
    String evidence,
    String gain,
    String action,
    String risk,
    String undo,
    HitRatioGain points) {
  /** The subjects of recommendations; ties in gain are ranked in this order. */
  public enum Kind {
    CONN_LIMIT("conn.limit"),
    MEMORY_GROW("memory.grow"),
    SLAB_GAP("slab.gap"),
    SLAB_STARVED("slab.starved"),
    SLAB_MANY("slab.many_for_memory"),
    TTL_NONE_UNFETCHED("ttl.none_unfetched"),
    TTL_EXPIRED_RESIDENT("ttl.expired_resident"),
    KEY_HOT("key.hot"),
    KEY_BIG("key.big"),
    SLAB_GROWTH_FACTOR("slab.growth_factor"),
    MEMORY_SHRINK("memory.shrink"),
    MEMORY_FLAT("memory.flat"),
    LOG_BUFFERS("log.buffers");

    private final String id;

    Kind(String id) {
      this.id = id;
    }

    /** The name in metrics and JSON. */
    public String id() {
      return id;
    }
  }

  /** The recommendations from a node's last window and dump, the greatest gain first. */
  public static List<Recommendation> of(Optional<WatchReport> watch, Optional<DumpReport> dump) {
    List<Recommendation> all = new ArrayList<>();
    dump.ifPresent(
        report -> {
          // freed memory raises the hit ratio only on a node that is full
          Optional<CurveGain> gains =
              watch.filter(window -> report.server().full()).flatMap(CurveGain::of);
          new SlabAdvice(report, gains).addTo(all);
          new ItemAdvice(report, gains).addTo(all);
        });
    watch.ifPresent(report -> new WatchAdvice(report).addTo(all));
    new KeyAdvice(watch, dump).addTo(all);
    watch
        .map(WatchReport::connections)
        .filter(Connections::areScarce)
        .or(() -> dump.map(report -> report.server().connections()))
        .filter(Connections::areScarce)
        .ifPresent(connections -> all.add(limit(connections)));
    all.sort(
        Comparator.comparingDouble((Recommendation one) -> -one.points().points())
            .thenComparing(Recommendation::kind));
    return List.copyOf(all);
  }

  private static Recommendation limit(Connections connections) {
    return new Recommendation(
        Kind.CONN_LIMIT,
        "%d of %d connections are open%s"
            .formatted(
                connections.open(),
                connections.most(),
                connections.refusals() == 0 ? "" : ", and new ones had to wait"),
        "clients that can connect",
        "start it with -c %d, or let it close idle connections: -o idle_timeout=300 (seconds)"
            .formatted(Math.max(1024, 2 * connections.most())),
        "each connection takes memory and a file descriptor; a restart empties the node",
        "-c %d".formatted(connections.most()),
        HitRatioGain.NONE);
  }

  static String percent(double ratio) {
    return String.format(Locale.ROOT, "%.1f %%", ratio * 100);
  }

  static String bytes(double bytes) {
    return dev.memfleet.exporter.text.Kind.BYTES.shown(bytes);
  }

  static String points(double ratio) {
    return String.format(Locale.ROOT, "%.1f points", ratio * 100);
  }
}
