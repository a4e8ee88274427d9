package dev.memfleet.exporter.http;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The body of a page: kept in memory while it is short, so that it has a length and a failure can
 * still become an error; streamed in chunks once it is long.
 */
final class PageBody extends OutputStream {
  private static final int FIRST = 32 * 1024;
  private static final int KEPT = 512 * 1024;
  private static final Duration LONGEST = Duration.ofSeconds(100);

  private final HttpExchange exchange;
  private byte[] kept = new byte[FIRST];
  private final long start = System.nanoTime();
  private int length;
  private @Nullable OutputStream streamed;

  PageBody(HttpExchange exchange) {
    this.exchange = exchange;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int count) throws IOException {
    if (streamed == null && length + count > KEPT) {
      stream();
    }
    OutputStream out = streamed;
    if (out != null) {
      checkTime();
      SlowClients.write(count, () -> out.write(bytes, from, count));
      return;
    }
    if (length + count > kept.length) {
      kept = Arrays.copyOf(kept, Math.max(length + count, 2 * kept.length));
    }
    System.arraycopy(bytes, from, kept, length, count);
    length += count;
  }

  private void stream() throws IOException {
    OutputStream out = exchange.getResponseBody();
    SlowClients.write(
        length,
        () -> {
          exchange.sendResponseHeaders(200, 0);
          out.write(kept, 0, length);
        });
    streamed = out;
  }

  private void checkTime() throws IOException {
    if (System.nanoTime() - start > LONGEST.toNanos()) {
      throw new IOException("the client took longer than " + LONGEST);
    }
  }

  /** Whether the status has been sent, so that it is too late for an error. */
  boolean isStreaming() {
    return streamed != null;
  }

  /** Ends the connection without the page's end, so that nobody takes the page for whole. */
  void abort() {
    exchange.getRequestBody();
    exchange.setStreams(null, new Broken());
    exchange.close();
  }

  /** The server drops a connection whose stream cannot be closed. */
  private static final class Broken extends OutputStream {
    @Override
    public void write(int b) throws IOException {
      throw new IOException("aborted");
    }

    @Override
    public void close() throws IOException {
      throw new IOException("aborted");
    }
  }

  @Override
  public void close() throws IOException {
    SlowClients.write(streamed == null ? length : 0, this::end);
  }

  private void end() throws IOException {
    if (streamed == null) {
      exchange.sendResponseHeaders(200, length == 0 ? -1 : length);
      if (length > 0) {
        exchange.getResponseBody().write(kept, 0, length);
      }
    }
    exchange.close();
  }
}
