package dev.memfleet.server.stats;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/** A table of statistics: names and values from one kind of source, in the order of printing. */
final class StatsTable<S> {
  private record Row<S>(String name, Function<S, ?> value, Predicate<S> condition) {}

  private final List<Row<S>> rows = new ArrayList<>();
  private Predicate<S> condition = source -> true;

  /** Prints the rows that follow only if this holds. */
  StatsTable<S> when(Predicate<S> holds) {
    condition = holds;
    return this;
  }

  /** Prints the rows that follow in any case. */
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

  /** A constant row, for a setting of an absent feature. */
  StatsTable<S> fixed(String name, String value) {
    return text(name, source -> value);
  }

  /** Prints all rows, with a prefix before each name. */
  void print(StatRows to, String prefix, S source) {
    for (Row<S> row : rows) {
      if (row.condition.test(source)) {
        to.row(prefix + row.name, String.valueOf(row.value.apply(source)));
      }
    }
  }
}
