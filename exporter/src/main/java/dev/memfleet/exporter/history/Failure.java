package dev.memfleet.exporter.history;

import dev.memfleet.exporter.client.FailureReason;
import java.time.Instant;

/** A poll that failed. */
public record Failure(Instant at, FailureReason reason, String message) {
  private static final int MAX_MESSAGE = 160;

  public Failure {
    if (message.length() > MAX_MESSAGE) {
      message = message.substring(0, MAX_MESSAGE - 3) + "...";
    }
  }
}
