package dev.memfleet.exporter.cli.verbs;

/** Finds nodes and goes on finding them. */
interface TargetSource extends AutoCloseable {
  /** What there is now. */
  Discovered now() throws VerbException;

  @Override
  void close();
}
