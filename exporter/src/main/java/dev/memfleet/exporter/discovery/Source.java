package dev.memfleet.exporter.discovery;

import java.util.List;

/** Finds nodes. All calls are on one event loop. */
public interface Source {
  /** Hears of a source. */
  interface Listener {
    /** The source has answered. */
    void found(Answer answer);

    /** The source has not answered, and why; what it found before stands. */
    void failed(List<String> problems);
  }

  /** Publishes what it finds, now or soon and after each change, until it is stopped. */
  void start(Listener listener);

  void stop();
}
