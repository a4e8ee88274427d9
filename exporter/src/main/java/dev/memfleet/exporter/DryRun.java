package dev.memfleet.exporter;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.memfleet.exporter.exposition.Exposition;
import dev.memfleet.exporter.exposition.PageFilter;
import dev.memfleet.exporter.exposition.PageFormat;
import dev.memfleet.exporter.fleet.NodeStatus;
import dev.memfleet.exporter.protocol.AnswerMemory;
import dev.memfleet.exporter.protocol.AnswerParser;
import dev.memfleet.exporter.protocol.Dialect;
import dev.memfleet.exporter.protocol.ProtocolException;
import dev.memfleet.exporter.protocol.Section;
import dev.memfleet.exporter.protocol.StatsReply;
import dev.memfleet.exporter.scrape.Scraper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * Warm-up: takes a made-up answer all the way from bytes to a page before the first poll. This
 * loads the classes on that path, so that class loading on a slow CPU does not count against a
 * node's deadline.
 */
final class DryRun {
  private static final int ROUNDS = 3;

  private DryRun() {}

  static void run(Scraper scraper, Clock clock) {
    for (int round = 0; round < ROUNDS; round++) {
      page(scraper, clock);
    }
  }

  static String page(Scraper scraper, Clock clock) {
    ByteArrayOutputStream page = new ByteArrayOutputStream();
    try {
      NodeStatus status = NodeStatus.neverPolled(scraper.read(replies()));
      Exposition.ofNodes(clock).nodePage(status, PageFilter.ALL, PageFormat.TEXT).writeTo(page);
    } catch (ProtocolException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return page.toString(UTF_8);
  }

  private static Map<Section, StatsReply> replies() throws ProtocolException {
    Map<Section, StatsReply> replies = new EnumMap<>(Section.class);
    for (Section section : Section.USUAL) {
      AnswerParser parser = Dialect.TEXT.parser(section, new AnswerMemory());
      byte[] answer = (answer(section) + "END\r\n").getBytes(US_ASCII);
      parser.feed(answer, 0, answer.length);
      replies.put(section, Objects.requireNonNull(parser.reply()));
    }
    return replies;
  }

  private static String answer(Section section) {
    return switch (section) {
      case STATS -> "STAT uptime 1\r\nSTAT time 1\r\nSTAT version 1.6.45\r\nSTAT cmd_get 1\r\n";
      case SETTINGS -> "STAT maxconns 1024\r\nSTAT lru_crawler yes\r\n";
      case ITEMS -> "STAT items:1:number 1\r\nSTAT items:1:age 1\r\n";
      case SLABS -> "STAT 1:chunk_size 96\r\nSTAT active_slabs 1\r\n";
      case CONNS, SIZES, DETAIL, EXTSTORE, PROXY, PROXYFUNCS, PROXYBE -> "";
    };
  }
}
