package dev.memfleet.exporter.settings;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The keys of one mapping, as a table. Each key is declared once, as a constant, with a function
 * that gives its value back. Reading, the check for unknown keys, writing and the documentation are
 * derived from it. A value given back as null is not written.
 *
 * @param <R> what the mapping is read into
 */
public final class Keys<R> {
  private static final String NONE = "none";

  private final List<Entry<R>> entries = new ArrayList<>();

  private record Entry<R>(
      String name, List<KeyRow> rows, Function<R, ? extends @Nullable Object> written) {}

  /** A key with a default. */
  public <T> Key<T> key(
      String name, Type<T> type, T byDefault, Function<R, @Nullable T> of, String help) {
    String text = String.valueOf(type.writer().apply(byDefault));
    add(name, type.name(), text, value -> written(type, of.apply(value)), help);
    return new Key<>(name, type.reader(), byDefault, false);
  }

  /** A key with a default, of a file that is never written. */
  public <T> Key<T> key(String name, Type<T> type, T byDefault, String help) {
    return key(name, type, byDefault, unwritten -> null, help);
  }

  /** A key without a default, of a file that is never written. */
  public <T> Key<T> optional(String name, Type<T> type, String help) {
    return optional(name, type, unwritten -> Optional.empty(), help);
  }

  /** A required key. */
  public <T> Key<T> required(String name, Type<T> type, Function<R, @Nullable T> of, String help) {
    add(name, type.name(), "", value -> written(type, of.apply(value)), help + " Required.");
    return new Key<>(name, type.reader(), null, true);
  }

  /** A key without a default. */
  public <T> Key<T> optional(String name, Type<T> type, Function<R, Optional<T>> of, String help) {
    add(name, type.name(), NONE, value -> written(type, of.apply(value).orElse(null)), help);
    return new Key<>(name, type.reader(), null, false);
  }

  /**
   * A key that is read by hand.
   *
   * @param byDefault as it would be written
   * @param written in the form of the document
   */
  public String written(
      String name,
      String type,
      String byDefault,
      Function<R, ? extends @Nullable Object> written,
      String help) {
    add(name, type, byDefault, written, help);
    return name;
  }

  /** An optional mapping below this one. */
  public <I> Key<I> block(
      String name,
      Keys<I> inner,
      Function<YamlMapping, Optional<I>> reader,
      Function<R, Optional<I>> of) {
    nested(name, inner, of);
    return new Key<>(name, reader(inner, reader), null, false);
  }

  /** An optional mapping below this one, read by hand. */
  public <I> void nested(String name, Keys<I> inner, Function<R, Optional<I>> of) {
    nest(name, inner, name + ".", value -> of.apply(value).map(inner::write).orElse(null));
  }

  /** A mapping below this one, of a file that is never written. */
  public String nested(String name, Keys<?> inner) {
    return nest(name, inner, name + ".", unwritten -> null);
  }

  /** A mapping below this one whose keys all have defaults. */
  public <I> Key<I> section(
      String name, Keys<I> inner, Function<YamlMapping, I> reader, Function<R, I> of) {
    nest(name, inner, name + ".", value -> inner.write(of.apply(value)));
    I byDefault = reader.apply(YamlMapping.ABSENT);
    return new Key<>(name, reader(inner, reader.andThen(Optional::of)), byDefault, false);
  }

  private static <I> Type.Reader<I> reader(
      Keys<I> inner, Function<YamlMapping, Optional<I>> reader) {
    return (in, key) -> reader.apply(in.mapping(key).only(inner.names()));
  }

  /** A list of mappings, read by hand. */
  public <I> String list(String name, Keys<I> inner, Function<R, List<I>> of) {
    return nest(
        name, inner, name + "[].", value -> of.apply(value).stream().map(inner::write).toList());
  }

  /** Mappings under names chosen by the operator, read by hand. */
  public <I> String named(String name, Keys<I> inner, Function<R, Map<String, I>> of) {
    return nest(
        name,
        inner,
        name + ".<name>.",
        value -> {
          Map<String, Object> all = new TreeMap<>();
          of.apply(value).forEach((own, element) -> all.put(own, inner.write(element)));
          return all;
        });
  }

  /** All keys of another table of the same mapping. */
  public void addAll(Keys<R> others) {
    entries.addAll(others.entries);
  }

  private static <T> @Nullable Object written(Type<T> type, @Nullable T value) {
    return value == null ? null : type.writer().apply(value);
  }

  private void add(
      String name,
      String type,
      String byDefault,
      Function<R, ? extends @Nullable Object> written,
      String help) {
    entries.add(new Entry<>(name, List.of(new KeyRow(name, type, byDefault, help)), written));
  }

  private String nest(
      String name, Keys<?> inner, String prefix, Function<R, ? extends @Nullable Object> written) {
    entries.add(
        new Entry<>(
            name, inner.rows().stream().map(row -> row.prefixed(prefix)).toList(), written));
    return name;
  }

  public List<String> names() {
    return entries.stream().map(Entry::name).toList();
  }

  /** The documentation of all keys, including nested ones. */
  public List<KeyRow> rows() {
    return entries.stream().flatMap(entry -> entry.rows.stream()).toList();
  }

  /** Writes a value as the mapping that it could be read from. */
  public Map<String, Object> write(R value) {
    Map<String, Object> out = new LinkedHashMap<>();
    for (Entry<R> entry : entries) {
      Object written = entry.written.apply(value);
      if (written != null) {
        out.put(entry.name, written);
      }
    }
    return out;
  }
}
