package dev.memfleet.exporter.discovery;

import dev.memfleet.exporter.target.Target;
import java.util.List;

/** Finds nodes. All calls are on one event loop. */
interface Source {
  /** Hears of a source. */
  interface Listener {
    /**
     * The source has answered.
     *
     * @param nodes all that it has now
     * @param problems with parts of the answer, for which {@code nodes} has their last good state
     */
    void found(List<Target> nodes, List<String> problems);

    /** The source has not answered, and why; what it found before stands. */
    void failed(String problem);
  }

  /** Tells what it finds, now or soon and after each change, until it is stopped. */
  void start(Listener listener);

  void stop();
}
