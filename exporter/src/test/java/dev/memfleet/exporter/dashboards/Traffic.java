package dev.memfleet.exporter.dashboards;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * What an application does to one node, over and over from a seed: more gets of some keys than of
 * others, what was missed is stored, in sizes of six slab classes and with some short lives;
 * deletes, counters, touches, compare-and-swap, and now and then a value that is too large. It
 * reconnects when the node goes away.
 */
public final class Traffic implements AutoCloseable {
  private static final int[] SIZES = {60, 300, 900, 4_000, 9_000, 30_000};
  private static final int KEYS = 20_000;
  private static final int TOO_LARGE = 2 << 20;

  private final int port;
  private final int getsPerRound;
  private final Random random;
  private final Thread thread = new Thread(this::run, "traffic");
  private volatile boolean stopped;
  private int rounds;

  /** Starts at once. */
  public Traffic(int port, int getsPerRound, long seed) {
    this.port = port;
    this.getsPerRound = getsPerRound;
    this.random = new Random(seed);
    thread.start();
  }

  private void run() {
    while (!stopped) {
      try (Connection connection = new Connection(port)) {
        while (!stopped) {
          round(connection);
          pause(20);
        }
      } catch (IOException e) {
        pause(100);
      }
    }
  }

  private static void pause(long millis) {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
  }

  private void round(Connection connection) throws IOException {
    rounds++;
    for (int i = 0; i < getsPerRound; i++) {
      int key = (int) Math.abs(random.nextGaussian() * KEYS / 4);
      if (!connection.ask("get " + name(key) + "\r\n").startsWith("END")) {
        continue;
      }
      int seconds = random.nextInt(4) == 0 ? 2 : 0;
      store(connection, "set " + name(key) + " 0 " + seconds, SIZES[key % SIZES.length]);
    }
    int key = random.nextInt(KEYS);
    connection.ask("delete " + name(key) + "\r\n");
    connection.ask("touch " + name(key / 2) + " 60\r\n");
    counter(connection);
    compareAndSwap(connection);
    if (rounds % 50 == 0) {
      store(connection, "set large 0 0", TOO_LARGE);
    }
  }

  private static String name(int key) {
    return (key % 3 == 0 ? "page:" : "user:") + key;
  }

  private static void counter(Connection connection) throws IOException {
    if (connection.ask("incr counter 1\r\n").startsWith("NOT_FOUND")) {
      connection.ask("set counter 0 0 1\r\n0\r\n");
    }
    connection.ask("decr counter 0\r\n");
    connection.ask("incr nowhere 1\r\n");
  }

  private static void compareAndSwap(Connection connection) throws IOException {
    connection.ask("set swapped 0 0 1\r\n0\r\n");
    String[] value = connection.ask("gets swapped\r\n").split("[ \r\n]+", -1);
    connection.ask("cas swapped 0 0 1 " + value[4] + "\r\n1\r\n");
    connection.ask("cas swapped 0 0 1 " + value[4] + "\r\n2\r\n");
    connection.ask("cas nowhere 0 0 1 1\r\n3\r\n");
  }

  private static void store(Connection connection, String line, int size) throws IOException {
    connection.ask(line + " " + size + "\r\n" + "x".repeat(size) + "\r\n");
  }

  @Override
  public void close() {
    stopped = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** One request, one answer. */
  private static final class Connection implements AutoCloseable {
    private final Socket socket;
    private final OutputStream out;
    private final BufferedReader in;

    Connection(int port) throws IOException {
      socket = new Socket(InetAddress.getLoopbackAddress(), port);
      out = socket.getOutputStream();
      InputStreamReader bytes =
          new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1);
      in = new BufferedReader(bytes, 64 << 10);
    }

    String ask(String request) throws IOException {
      out.write(request.getBytes(StandardCharsets.ISO_8859_1));
      String first = line();
      if (!first.startsWith("VALUE ")) {
        return first;
      }
      StringBuilder answer = new StringBuilder(first).append("\r\n");
      for (String line = line(); !line.equals("END"); line = line()) {
        answer.append(line).append("\r\n");
      }
      return answer.toString();
    }

    private String line() throws IOException {
      String line = in.readLine();
      if (line == null) {
        throw new EOFException("connection closed by the node");
      }
      return line;
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
