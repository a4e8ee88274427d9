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
   * Starts publishing the nodes, first as soon as they are known and then after each change, until
   * it is stopped.
   */
  void start(Listener listener);

  void stop();
}
