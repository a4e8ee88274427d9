package dev.memfleet.exporter.discovery;

/** The settings of one kind of source, which define where its nodes come from. */
public interface Origin {
  /** Creates a source with these settings, not yet started. */
  Source source(SourceContext around);

  /** Whether it is the configuration endpoint of a cluster. */
  default boolean isCluster() {
    return false;
  }
}
