package dev.memfleet.server.session;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.memfleet.server.config.CommandOptions.Protocol;
import dev.memfleet.server.protocol.BinaryRequest;
import dev.memfleet.server.protocol.BinaryResponse;
import dev.memfleet.server.protocol.RequestLine;
import dev.memfleet.server.stats.Settings;
import dev.memfleet.server.store.slab.SlabClasses;
import java.util.Locale;
import java.util.function.IntUnaryOperator;

/**
 * What {@code -vv} writes to standard error about connections, requests and replies, in memcached's
 * words. Connections are named by their number in {@code stats conns}.
 */
public final class VerboseLog {
  private static final int LEVEL = 2;

  private VerboseLog() {}

  /** Whether to write; may change at any time. */
  public static boolean isOn(Settings settings) {
    return settings.verbosity() >= LEVEL;
  }

  /** The table of chunk sizes. */
  public static void slabClasses(SlabClasses classes) {
    for (int id = 1; id <= classes.largest(); id++) {
      write(
          String.format(
              Locale.ROOT,
              "slab class %3d: chunk size %9d perslab %7d",
              id,
              classes.chunkSize(id),
              classes.chunksPerPage(id)));
    }
  }

  public static void listening(int number, String protocol) {
    write("<" + number + " server listening (" + protocol + ")");
  }

  static void opened(int number, Protocol protocol) {
    String kind =
        switch (protocol) {
          case AUTO -> "auto-negotiating client connection";
          case ASCII -> "ascii client connection.";
          case BINARY -> "binary client connection.";
        };
    write("<" + number + " new " + kind);
  }

  /** The protocol, known from the first byte. */
  static void negotiated(int number, boolean binary) {
    write(number + ": Client using the " + (binary ? "binary" : "ascii") + " protocol");
  }

  static void closed(int number) {
    write("<" + number + " connection closed.");
  }

  static void request(int number, RequestLine line) {
    write("<" + number + " " + line.text());
  }

  static void request(int number, BinaryRequest request) {
    write("<" + number + " Read binary protocol data:" + bytes("<" + number, request::headerByte));
  }

  /** The header of a binary response. */
  static void response(int number, IntUnaryOperator header) {
    write(">" + number + " Writing bin response:" + bytes(">" + number, header));
  }

  /** The bytes of a header, four per line. */
  private static String bytes(String prefix, IntUnaryOperator header) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < BinaryResponse.HEADER; i++) {
      if (i % 4 == 0) {
        text.append('\n').append(prefix).append("   ");
      }
      text.append(String.format(Locale.ROOT, " 0x%02x", header.applyAsInt(i)));
    }
    return text.toString();
  }

  static void sending(int number, RequestLine line, int token) {
    write(">" + number + " sending key " + line.text(token));
  }

  /** A change of the memory limit, which {@code -v} logs, too. */
  public static void limited(Settings settings, long megabytes) {
    if (settings.verbosity() > 0) {
      write("maxbytes adjusted to " + megabytes + "m");
    }
  }

  /** A reply of one line, with its line end; a quiet one is not sent. */
  static void reply(int number, byte[] words, boolean quiet) {
    write(
        ">" + number + (quiet ? " NOREPLY " : " ") + new String(words, ISO_8859_1).stripTrailing());
  }

  private static void write(String text) {
    byte[] line = (text + "\n").getBytes(ISO_8859_1);
    System.err.write(line, 0, line.length);
    System.err.flush();
  }
}
