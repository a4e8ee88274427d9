package dev.memfleet.exporter.alerts;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.function.IntFunction;

/** Sends requests to one node ten times a second. */
final class Requests extends Traffic {
  private static final String LAST = "version\r\n";

  private final int port;
  private final IntFunction<String> rounds;
  private int round;

  /**
   * Starts at once.
   *
   * @param rounds what to send in each round, by its number
   */
  Requests(int port, IntFunction<String> rounds) {
    this.port = port;
    this.rounds = rounds;
    start();
  }

  /** Gets; the numbers of hits and misses of each round. */
  static Requests gets(int port, int hits, int misses) {
    String round =
        "set here 0 0 1\r\nx\r\n" + "get here\r\n".repeat(hits) + "get nowhere\r\n".repeat(misses);
    return new Requests(port, number -> round);
  }

  /** One connection, until the node closes it. */
  @Override
  void act() throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      BufferedReader answers =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
      while (!isStopped()) {
        String requests = rounds.apply(round++) + LAST;
        socket.getOutputStream().write(requests.getBytes(StandardCharsets.US_ASCII));
        readToLast(answers);
        pause(100);
      }
    }
  }

  private static void readToLast(BufferedReader answers) throws IOException {
    String line;
    do {
      line = answers.readLine();
      if (line == null) {
        throw new EOFException("closed by the node");
      }
    } while (!line.startsWith("VERSION "));
  }
}
