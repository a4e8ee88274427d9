package dev.memfleet.exporter.status;

import dev.memfleet.exporter.history.HistorySeries;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/** The nodes with the same label {@code pool}: sums, spread and differences. */
public final class PoolRow {
  private final String name;
  private final Map<State, Integer> states = new EnumMap<>(State.class);
  private final int nodes;
  private final double[] values = new double[Figure.COUNT];
  private final double[] min = new double[Figure.COUNT];
  private final double[] max = new double[Figure.COUNT];
  private final Map<String, Integer> versions = new TreeMap<>();
  private final PoolSettings settings;

  PoolRow(String name, List<NodeRow> rows) {
    this.name = name;
    this.nodes = rows.size();
    this.settings = new PoolSettings(rows);
    rows.forEach(row -> states.merge(row.state(), 1, Integer::sum));
    rows.stream()
        .map(NodeRow::version)
        .filter(version -> !version.isEmpty())
        .forEach(version -> versions.merge(version, 1, Integer::sum));
    for (Figure figure : Figure.values()) {
      double[] known =
          rows.stream()
              .mapToDouble(row -> row.value(figure))
              .filter(v -> !Double.isNaN(v))
              .toArray();
      int i = figure.column();
      min[i] = DoubleStream.of(known).min().orElse(Double.NaN);
      max[i] = DoubleStream.of(known).max().orElse(Double.NaN);
      values[i] =
          figure.sum() == Figure.Sum.SUM && known.length > 0
              ? DoubleStream.of(known).sum()
              : Double.NaN;
    }
    values[Figure.HIT_RATIO.column()] =
        HistorySeries.hitRatio(value(Figure.GET_HITS), value(Figure.GET_MISSES));
  }

  /** The label's value; empty for nodes without one. */
  public String name() {
    return name;
  }

  /** The displayed name. */
  public String title() {
    return name.isEmpty() ? "(no pool)" : name;
  }

  /** Number of its nodes. */
  public int nodes() {
    return nodes;
  }

  /** Number of its nodes in a state. */
  public int nodes(State state) {
    return states.getOrDefault(state, 0);
  }

  /** The common state of its nodes, or {@link State#PARTIAL} if they differ. */
  public State state() {
    return states.size() == 1 ? states.keySet().iterator().next() : State.PARTIAL;
  }

  /** The sum or overall ratio of its nodes; NaN if there is none. */
  public double value(Figure figure) {
    return values[figure.column()];
  }

  /** The smallest value of its nodes. */
  public double min(Figure figure) {
    return min[figure.column()];
  }

  /** The largest value of its nodes. */
  public double max(Figure figure) {
    return max[figure.column()];
  }

  /** Number of nodes by version, sorted by the version's text. */
  public Map<String, Integer> versions() {
    return versions;
  }

  /** The first versions with their number of nodes, as {@code 1.6.18 ×3, 1.6.45 ×1}. */
  public String versionsText(int most) {
    return versions.entrySet().stream()
        .limit(most)
        .map(version -> version.getKey() + " ×" + version.getValue())
        .collect(Collectors.joining(", "));
  }

  public PoolSettings settings() {
    return settings;
  }
}
