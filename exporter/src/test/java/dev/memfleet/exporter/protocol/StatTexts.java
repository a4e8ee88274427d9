package dev.memfleet.exporter.protocol;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a parser has read, as texts. */
final class StatTexts {
  private StatTexts() {}

  /** {@code name=value} of each stat of a complete reply. */
  static List<String> of(@Nullable StatsReply reply) {
    List<String> stats = new ArrayList<>();
    Objects.requireNonNull(reply, "incomplete")
        .forEach(
            (bytes, n, nEnd, v, vEnd) ->
                stats.add(
                    new String(bytes, n, nEnd - n, ISO_8859_1)
                        + "="
                        + new String(bytes, v, vEnd - v, ISO_8859_1)));
    return stats;
  }
}
