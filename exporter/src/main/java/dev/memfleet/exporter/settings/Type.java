package dev.memfleet.exporter.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;

/**
 * The type of a key's value.
 *
 * @param name as documented
 * @param reader of a key that is present
 * @param writer the value in the form of the document: text, number, boolean, list or mapping
 */
public record Type<T>(String name, Reader<T> reader, Function<T, ?> writer) {
  /** Reads the value of a key. */
  public interface Reader<T> {
    /** The value; empty if it is invalid, which is noted as an error. */
    Optional<T> read(YamlMapping in, String key);
  }

  public static final Type<Boolean> BOOLEAN = new Type<>("boolean", YamlMapping::bool, on -> on);

  /** A duration: zero, or at least a millisecond. */
  public static final Type<Duration> DURATION =
      text("duration", text -> zeroOrMore(GoDuration.parse(text))).written(GoDuration::format);

  /** A duration of at least a millisecond. */
  public static final Type<Duration> POSITIVE_DURATION =
      text("duration", text -> positive(GoDuration.parse(text))).written(GoDuration::format);

  /** A file, relative to the configuration file. */
  public static final Type<Path> FILE =
      new Type<>("path", (in, key) -> in.parsed(key, in::file), Path::toString);

  /** A text, checked by a parser that throws {@link IllegalArgumentException} if it is invalid. */
  public static <T> Type<T> text(String name, Function<String, T> parser) {
    return new Type<>(name, (in, key) -> in.parsed(key, parser), Object::toString);
  }

  /** A whole number, checked in the same way. */
  public static Type<Integer> integer(IntUnaryOperator check) {
    return new Type<>("integer", (in, key) -> in.integer(key, check), number -> number);
  }

  /** A list of texts. */
  public static <T> Type<List<T>> list(String name, Function<String, T> parser) {
    return new Type<>(
        name,
        (in, key) -> Optional.of(in.parsedAll(key, parser)),
        all -> all.stream().map(Object::toString).toList());
  }

  /** A set of texts. */
  public static <T extends Comparable<T>> Type<Set<T>> set(
      String name, Function<String, T> parser, Function<T, String> format) {
    return new Type<>(
        name,
        (in, key) -> Optional.of(Set.copyOf(in.parsedAll(key, parser))),
        all -> all.stream().sorted().map(format).toList());
  }

  /** A type wrapped in another class. */
  public <U> Type<U> as(Function<T, U> wrap, Function<U, T> unwrap) {
    return new Type<>(
        name,
        (in, key) -> reader.read(in, key).map(wrap),
        wrapped -> writer.apply(unwrap.apply(wrapped)));
  }

  /** The same type, written differently. */
  public Type<T> written(Function<T, ?> otherWriter) {
    return new Type<>(name, reader, otherWriter);
  }

  /** A list with no more elements than this. */
  public static <T> Type<List<T>> atMost(int most, Type<List<T>> list) {
    return new Type<>(
        list.name,
        (in, key) -> {
          in.refuseLongList(key, most);
          return list.reader.read(in, key);
        },
        list.writer);
  }

  /** A list that is not empty. */
  public static <T> Type<List<T>> nonEmpty(Type<List<T>> list) {
    return new Type<>(
        list.name,
        (in, key) -> {
          in.refuseEmptyList(key);
          return list.reader.read(in, key);
        },
        list.writer);
  }

  public static Duration zeroOrMore(Duration duration) {
    return duration.isZero() ? duration : positive(duration);
  }

  public static Duration positive(Duration duration) {
    if (duration.compareTo(Duration.ofMillis(1)) < 0) {
      throw new IllegalArgumentException(GoDuration.format(duration) + ": shorter than 1ms");
    }
    return duration;
  }

  public static int oneOrMore(int number) {
    if (number < 1) {
      throw new IllegalArgumentException(number + ": less than 1");
    }
    return number;
  }
}
