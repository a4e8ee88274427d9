package dev.memfleet.server;

/** The reference cache server speaks memcached's protocol. */
public final class Server {
  private Server() {}

  /** Starts the program. */
  public static void main(String[] args) {
    System.err.println(args.length);
  }
}
