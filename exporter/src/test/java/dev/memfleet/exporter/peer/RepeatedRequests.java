package dev.memfleet.exporter.peer;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/** A client that sends memcached the same kind of requests at a rate, while something is done. */
public final class RepeatedRequests {
  private final Socket socket;
  private final IntFunction<String> round;
  private int sent;

  private RepeatedRequests(Socket socket, IntFunction<String> round) {
    this.socket = socket;
    this.round = round;
  }

  /**
   * Does something meanwhile.
   *
   * @param round the requests of the nth time, with {@code \n} for the ends of lines
   */
  public static <T> T during(
      CacheNode node, int perSecond, IntFunction<String> round, Callable<T> task) throws Exception {
    long micros = TimeUnit.SECONDS.toMicros(1) / perSecond;
    ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), node.port())) {
      RepeatedRequests requests = new RepeatedRequests(socket, round);
      ScheduledFuture<?> rounds =
          clock.scheduleAtFixedRate(requests::exchange, 0, micros, TimeUnit.MICROSECONDS);
      T result = task.call();
      if (rounds.isDone()) {
        rounds.get();
      }
      clock.shutdown();
      clock.awaitTermination(10, TimeUnit.SECONDS);
      return result;
    } finally {
      clock.shutdownNow();
    }
  }

  private void exchange() {
    String requests = round.apply(sent++);
    try {
      socket.getOutputStream().write((requests + "mn\n").replace("\n", "\r\n").getBytes(US_ASCII));
      readUntilNoOp(socket.getInputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads the answers; the last is that to {@code mn}. */
  private static void readUntilNoOp(InputStream in) throws IOException {
    byte[] answers = new byte[1 << 16];
    int length = 0;
    while (length < 4 || !new String(answers, length - 4, 4, US_ASCII).equals("MN\r\n")) {
      if (length == answers.length) {
        System.arraycopy(answers, length - 4, answers, 0, 4);
        length = 4;
      }
      int read = in.read(answers, length, answers.length - length);
      if (read < 0) {
        throw new IOException("the node closed the connection");
      }
      length += read;
    }
  }
}
