package dev.memfleet.exporter;

/** The agent polls every memcached node and answers Prometheus. */
public final class Exporter {
  private Exporter() {}

  /** Starts the program. */
  public static void main(String[] args) {
    System.err.println(args.length);
  }
}
