package dev.memfleet.exporter.discovery;

import java.util.List;

/** Finds nodes. All calls are on one event loop. */
public interface Source {
  /** Receives the answers of a source. */
  interface Listener {
    /** The source has answered. */
    void found(Answer answer);

    /** The query failed, with the reasons; the last answer stays in effect. */
    void failed(List<String> problems);
  }

  /**
   * Starts publishing answers: the first as soon as the nodes are known, then one after each
   * further query, changed or not, until it is stopped.
   */
  void start(Listener listener);

  void stop();
}
