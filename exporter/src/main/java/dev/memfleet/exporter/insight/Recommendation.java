package dev.memfleet.exporter.insight;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What to change on a node, for a person to do; the agent changes nothing.
 *
 * @param kind what it is about
 * @param evidence what was seen
 * @param gain what is to be expected of it
 * @param action how to do it
 * @param risk what may go wrong
 * @param undo how to go back
 * @param points of the hit ratio to win, by which they are ranked; none for other gains
 */
public record Recommendation(
    Kind kind,
    String evidence,
    String gain,
    String action,
    String risk,
    String undo,
    HitRatioGain points) {
  /** What recommendations are about; of those with the same gain, the first ones matter more. */
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

    /** Its name in metrics and JSON. */
    public String id() {
      return id;
    }
  }

  /** All that a node's last window and dump give reason for, the greatest gain first. */
  public static List<Recommendation> of(Optional<WatchReport> watch, Optional<DumpReport> dump) {
    List<Recommendation> all = new ArrayList<>();
    Optional<CurveGain> gains = watch.flatMap(CurveGain::of);
    dump.ifPresent(report -> new SlabAdvice(report, gains).addTo(all));
    dump.ifPresent(report -> new ItemAdvice(report, gains).addTo(all));
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
