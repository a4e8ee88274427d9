package dev.memfleet.server.session;

import java.util.concurrent.atomic.AtomicBoolean;

/** Says on standard error, once in a server's life, that a binary client was turned away. */
public final class BinaryRefusal {
  private final AtomicBoolean reported = new AtomicBoolean();

  void report(int connection) {
    if (reported.compareAndSet(false, true)) {
      System.err.println(
          "binary protocol refused: connection="
              + connection
              + " first_byte=0x80 supported=text,meta"
              + " (the connection is closed; further ones are not logged)");
    }
  }
}
