package dev.memfleet.server.stats;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/** Rows of names and values over one kind of source, in the order they are printed. */
final class StatsTable<S> {
  private record Row<S>(String name, Function<S, ?> value, Predicate<S> condition) {}

  private final List<Row<S>> rows = new ArrayList<>();
  private Predicate<S> condition = source -> true;

  /** The rows that follow are printed only where this holds. */
  StatsTable<S> when(Predicate<S> holds) {
    condition = holds;
    return this;
  }

  /** The rows that follow are always printed. */
  StatsTable<S> always() {
    return when(source -> true);
  }

  StatsTable<S> number(String name, ToLongFunction<S> value) {
    return text(name, source -> Long.toUnsignedString(value.applyAsLong(source)));
  }

  StatsTable<S> text(String name, Function<S, ?> value) {
    rows.add(new Row<>(name, value, condition));
    return this;
  }

  StatsTable<S> yesNo(String name, Predicate<S> value) {
    return text(name, source -> value.test(source) ? "yes" : "no");
  }

  StatsTable<S> bit(String name, Predicate<S> value) {
    return text(name, source -> value.test(source) ? "1" : "0");
  }

  StatsTable<S> decimal(String name, int places, Function<S, Double> value) {
    return text(
        name, source -> String.format(Locale.ROOT, "%." + places + "f", value.apply(source)));
  }

  /** For settings of features that are absent. */
  StatsTable<S> fixed(String name, String value) {
    return text(name, source -> value);
  }

  /** Prints all rows, each name behind a prefix. */
  void print(StatRows to, String prefix, S source) {
    for (Row<S> row : rows) {
      if (row.condition.test(source)) {
        to.row(prefix + row.name, String.valueOf(row.value.apply(source)));
      }
    }
  }
}
