package dev.memfleet.exporter.http.server;

import dev.memfleet.exporter.http.server.Connections.Wait;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * The body of a page. A short page is kept in memory, so that it has a length and a failure can
 * still become an error status. A long page is sent in slices: each is written when the client has
 * taken the previous one, into the same memory. So neither a long page nor a slow client takes more
 * memory, or time at once, than one slice.
 */
final class PageBody extends OutputStream {
  private static final int FIRST = 64 * 1024;
  private static final int MAX_CACHED_BYTES = 512 * 1024;
  private static final int SLICE = 64 * 1024;

  private final Exchange exchange;
  private final PageSource page;
  private final long start = System.nanoTime();
  private final Promise<Void> end = Promise.promise();
  private OutputStream out = this;
  private Buffer memory = Buffer.buffer(FIRST);
  private int length; // bytes written to memory

  PageBody(Exchange exchange, PageSource page) {
    this.exchange = exchange;
    this.page = page;
  }

  @Override
  public void write(int b) {
    memory.setByte(length, (byte) b);
    length++;
  }

  @Override
  public void write(byte[] bytes, int from, int count) {
    memory.setBytes(length, bytes, from, count);
    length += count;
  }

  Future<Void> send(String contentType) {
    exchange.response().putHeader(HttpHeaders.CONTENT_TYPE, contentType);
    exchange.response().putHeader(HttpHeaders.VARY, "Accept, Accept-Encoding");
    boolean gzip = AcceptedCoding.isGzip(exchange.request().headers());
    if (gzip) {
      exchange.response().putHeader(HttpHeaders.CONTENT_ENCODING, "gzip");
    }
    if (exchange.isHead()) {
      return exchange.response().end();
    }
    try {
      if (gzip) {
        out = new FastGzip(this);
      }
      if (!fill(MAX_CACHED_BYTES)) {
        return exchange.end(slice());
      }
    } catch (IOException | RuntimeException | Error cause) {
      exchange.response().headers().remove(HttpHeaders.CONTENT_ENCODING);
      return Future.failedFuture(cause);
    }
    exchange.response().setChunked(true);
    sendSlice();
    return end.future();
  }

  /** Writes that many bytes of the page, or the rest of it; returns whether there is more. */
  private boolean fill(int bytes) throws IOException {
    while (page.writeNext(out)) {
      if (length >= bytes) {
        return true;
      }
    }
    out.close();
    return false;
  }

  private Buffer slice() {
    return memory.slice(0, length);
  }

  private void sendSlice() {
    Wait wait = exchange.connection().await(exchange.limits().writing(length));
    exchange
        .response()
        .write(slice())
        .onComplete(
            sent -> {
              wait.end();
              exchange.loop().runOnContext(ignored -> next(sent));
            });
  }

  private void next(AsyncResult<Void> sent) {
    Duration limit = exchange.limits().pageTime();
    try {
      if (sent.failed()) {
        end.fail(sent.cause());
      } else if (System.nanoTime() - start > limit.toNanos()) {
        throw new IOException("the client took longer than " + limit);
      } else {
        if (length >= MAX_CACHED_BYTES) {
          memory = Buffer.buffer(SLICE + SLICE / 4);
        }
        length = 0;
        if (fill(SLICE)) {
          sendSlice();
        } else {
          exchange.end(slice()).onComplete(end);
        }
      }
    } catch (IOException | RuntimeException | Error cause) {
      end.fail(cause);
    }
  }

  /** gzip at its fastest level: metrics are so repetitive that the result is small enough. */
  private static final class FastGzip extends GZIPOutputStream {
    FastGzip(OutputStream out) throws IOException {
      super(out, 8192);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }
}
