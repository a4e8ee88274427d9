package dev.memfleet.exporter.cli.verbs;

/** Discovers nodes continuously. */
interface TargetSource extends AutoCloseable {
  /** The nodes found so far. */
  Discovered now() throws VerbException;

  @Override
  void close();
}
