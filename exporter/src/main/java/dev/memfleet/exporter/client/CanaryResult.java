package dev.memfleet.exporter.client;

import dev.memfleet.exporter.protocol.ItemCommand;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of one canary.
 *
 * @param durations of each command that succeeded
 * @param failed the one that did not, null if all did
 * @param failure why, empty if all did
 */
public record CanaryResult(
    Map<ItemCommand, Duration> durations, @Nullable ItemCommand failed, String failure) {
  public CanaryResult {
    Map<ItemCommand, Duration> copy = new EnumMap<>(ItemCommand.class);
    copy.putAll(durations);
    durations = Collections.unmodifiableMap(copy);
  }

  public boolean success() {
    return failed == null;
  }
}
