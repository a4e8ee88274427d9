package dev.memfleet.exporter.http.server;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.OutputStream;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A page of numbered lines that takes many slices, made in parts of some kilobytes. */
final class LongPage implements PageSource {
  static final String TEXT =
      IntStream.range(0, 200_000).mapToObj("%07d\n"::formatted).collect(Collectors.joining());

  private static final byte[] BYTES = TEXT.getBytes(US_ASCII);
  private static final int PART = 9999;

  private int sent;

  @Override
  public boolean writeNext(OutputStream out) throws IOException {
    int part = Math.min(PART, BYTES.length - sent);
    out.write(BYTES, sent, part);
    sent += part;
    return sent < BYTES.length;
  }
}
