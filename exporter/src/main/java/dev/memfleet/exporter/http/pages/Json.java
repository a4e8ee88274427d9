package dev.memfleet.exporter.http.pages;

import dev.memfleet.exporter.yaml.Quoted;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** A JSON writer, one token at a time. */
public final class Json {
  private static final MathContext DIGITS = new MathContext(6);
  private static final double MAX_EXACT = 1e15;

  private final StringBuilder out = new StringBuilder();
  private boolean first = true;

  public Json object() {
    return open('{');
  }

  public Json array() {
    return open('[');
  }

  private Json open(char bracket) {
    comma();
    out.append(bracket);
    first = true;
    return this;
  }

  public Json endObject() {
    return close('}');
  }

  public Json endArray() {
    return close(']');
  }

  private Json close(char bracket) {
    out.append(bracket);
    first = false;
    return this;
  }

  private void comma() {
    if (!first) {
      out.append(',');
    }
    first = false;
  }

  /** The name of the value that follows. */
  public Json name(String name) {
    comma();
    out.append(Quoted.quote(name)).append(':');
    first = true;
    return this;
  }

  /** A text, or null. */
  public Json value(@Nullable String text) {
    comma();
    out.append(text == null ? "null" : Quoted.quote(text));
    return this;
  }

  public Json value(boolean flag) {
    comma();
    out.append(flag);
    return this;
  }

  /** A number with six digits, whole ones exactly; NaN is null. */
  public Json value(double number) {
    comma();
    if (Double.isNaN(number) || Double.isInfinite(number)) {
      out.append("null");
    } else if (number == Math.rint(number) && Math.abs(number) < MAX_EXACT) {
      out.append((long) number);
    } else {
      out.append(new BigDecimal(number, DIGITS).stripTrailingZeros().toPlainString());
    }
    return this;
  }

  /** A time in ISO 8601 with seconds; or null. */
  public Json value(@Nullable Instant at) {
    return value(at == null ? null : at.truncatedTo(ChronoUnit.SECONDS).toString());
  }

  public Json field(String name, @Nullable String text) {
    return name(name).value(text);
  }

  public Json field(String name, double number) {
    return name(name).value(number);
  }

  public Json field(String name, boolean flag) {
    return name(name).value(flag);
  }

  public Json field(String name, @Nullable Instant at) {
    return name(name).value(at);
  }

  /** The text written since the last call. */
  public String take() {
    String text = out.toString();
    out.setLength(0);
    return text;
  }
}
