package dev.memfleet.exporter.discovery;

/** Where a source has its nodes from: the settings of one kind of source. */
public interface Origin {
  /** A source by these settings, which was not started. */
  Source source(Surroundings around);

  /** Whether it is the configuration endpoint of a cluster. */
  default boolean isCluster() {
    return false;
  }
}
