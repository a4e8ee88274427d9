package dev.memfleet.exporter.catalog;

import dev.memfleet.exporter.catalog.StatKey.Scope;
import dev.memfleet.exporter.protocol.Section;
import dev.memfleet.exporter.protocol.StatsReply;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The compiled metric tables: converts a snapshot to a {@link Reading}, and readings to families. A
 * stat that a node does not report yields no sample.
 */
public final class Catalog {
  /** All metrics made from stats. */
  public static final Catalog ALL = showing(prefix -> prefix);

  private final List<CompiledMetric> metrics = new ArrayList<>();
  private final List<ListTable> lists = new ArrayList<>();
  private final Map<String, CompiledMetric> byName = new HashMap<>();
  private final SlotTable nodeSlots = new SlotTable();
  private final SlotTable slabSlots = new SlotTable();
  private int nodeColumns;
  private int slabColumns;
  private int infoColumns;

  private Catalog(List<MetricTable> tables) {
    for (MetricTable table : tables) {
      table.metrics().forEach(this::compile);
      if (table instanceof ListTable list) {
        lists.add(list);
      }
    }
    metrics.forEach(compiled -> byName.putIfAbsent(compiled.metric.name(), compiled));
    nodeSlots.freeze();
    slabSlots.freeze();
  }

  /**
   * A catalogue with the same metrics.
   *
   * @param prefixes how prefixes of keys are shown
   */
  public static Catalog showing(UnaryOperator<String> prefixes) {
    List<MetricTable> tables =
        new ArrayList<>(
            List.of(
                new GeneralMetrics(),
                new ExtstoreMetrics(),
                new ProxyMetrics(),
                new SettingsMetrics(),
                new SlabPageMetrics(),
                new ItemMetrics(),
                new SlabMetrics(),
                new ConnectionMetrics(),
                new SizeMetrics(),
                new PrefixMetrics(prefixes),
                new ExtstorePageMetrics(),
                new ProxyStatMetrics()));
    tables.addAll(NamedStatMetrics.all());
    return new Catalog(tables);
  }

  private void compile(Metric metric) {
    int info = metric.info().isEmpty() ? -1 : infoColumns++;
    int rows = metric.rows().size();
    if (metric.scope() == Scope.SLAB) {
      metrics.add(new CompiledMetric(metric, slabSlots, nodeSlots, slabColumns, info));
      slabColumns += rows;
    } else {
      metrics.add(new CompiledMetric(metric, nodeSlots, nodeSlots, nodeColumns, info));
      nodeColumns += rows;
    }
  }

  /** The metrics in the order of their families. */
  public List<Metric> metrics() {
    return metrics.stream().map(compiled -> compiled.metric).toList();
  }

  /** The columns of a metric's rows in a reading. */
  public List<Column> columns(String metric) {
    return compiled(metric).columns();
  }

  /** The column of one row of a metric in a reading. */
  public Column column(String metric, String... labelValues) {
    return columns(metric).stream()
        .filter(column -> column.labelValues().equals(List.of(labelValues)))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(metric + List.of(labelValues)));
  }

  /** The label values of a metric made from texts; null if the node reported none of them. */
  public String @Nullable [] texts(String metric, Reading reading) {
    return compiled(metric).texts(reading);
  }

  private CompiledMetric compiled(String name) {
    CompiledMetric compiled = byName.get(name);
    if (compiled == null) {
      throw new IllegalArgumentException(name);
    }
    return compiled;
  }

  /** The collector that enables a metric. */
  public Section collector(int index) {
    return metrics.get(index).metric.collector();
  }

  /**
   * The sections that the metrics of these collectors are read from. May include more than the
   * collectors' own, because a few metrics of {@code stats} come from another section.
   */
  public Set<Section> sections(Set<Section> wanted) {
    Set<Section> sections = EnumSet.noneOf(Section.class);
    for (CompiledMetric metric : metrics) {
      if (wanted.contains(metric.metric.collector())) {
        metric.metric.keys().forEach(key -> sections.add(key.section()));
        if (metric.metric.isListed()) {
          sections.add(metric.metric.section());
        }
      }
    }
    return sections;
  }

  /** Number of families. */
  public int size() {
    return metrics.size();
  }

  /**
   * Computes the values of all rows for one node.
   *
   * @param wanted metrics of other collectors stay empty
   */
  public Reading read(StatsSnapshot snapshot, Set<Section> wanted) {
    ReadingBuilder stats = new ReadingBuilder(nodeSlots, slabSlots);
    snapshot.replies().forEach(stats::add);
    double[] node = ReadingBuilder.nans(nodeColumns);
    @Nullable String[][] info = new String[infoColumns][];
    int[] classes = stats.classes();
    double[][] slabs = new double[classes.length][];
    for (int i = 0; i < slabs.length; i++) {
      slabs[i] = ReadingBuilder.nans(slabColumns);
    }
    for (CompiledMetric metric : metrics) {
      if (metric.metric.isListed()
          || !wanted.contains(metric.metric.collector())
          || !metric.guardHolds(stats)) {
        continue;
      }
      if (metric.metric.scope() == Scope.SLAB) {
        for (int i = 0; i < slabs.length; i++) {
          metric.evaluate(stats.slab(classes[i]), slabs[i]);
        }
      } else if (!metric.isInfo()) {
        metric.evaluate(stats.node, node);
      } else if (isTable(snapshot.replies().get(metric.metric.section()))) {
        metric.evaluateInfo(stats.texts, info);
      }
    }
    return new Reading(
        node, info, classes, slabs, listing(snapshot, wanted, stats), stats.complete());
  }

  private Listing listing(StatsSnapshot snapshot, Set<Section> wanted, ReadingBuilder stats) {
    Listing listing = new Listing();
    for (ListTable list : lists) {
      StatsReply reply = snapshot.replies().get(list.section());
      if (reply != null && reply.refusal() == null && wanted.contains(list.section())) {
        list.read(reply, listing);
        if (!listing.wasReadable()) {
          stats.incomplete(list.section());
        }
      }
    }
    return listing;
  }

  private static boolean isTable(@Nullable StatsReply reply) {
    return reply != null && reply.refusal() == null;
  }

  /**
   * Visits the values of one metric of one node.
   *
   * @param index 0 to {@link #size()} - 1
   */
  public void forEachValue(int index, Reading reading, ValueVisitor visitor) throws IOException {
    metrics.get(index).forEachValue(reading, visitor);
  }
}
