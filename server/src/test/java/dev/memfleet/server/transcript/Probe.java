package dev.memfleet.server.transcript;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * One request of {@code replies.tsv} with its expected answers.
 *
 * @param id unique name
 * @param options of the server
 * @param setup request before the probe
 * @param request the probe
 * @param current what memcached 1.6.45 answers, or our server where it deviates on purpose
 * @param distributed what memcached 1.6.18 answers
 */
record Probe(
    String id,
    List<String> options,
    String setup,
    String request,
    Answer current,
    Answer distributed) {

  private static final int COLUMNS = 8;
  private static final int LONGEST_LINE_IN_PIECES = 2048;
  private static final Pattern CHOSEN_CAS = Pattern.compile("^m[gsa] .* E\\d", Pattern.MULTILINE);

  /**
   * What comes back.
   *
   * @param reply to the probe
   * @param after reply to a {@code mn} sent afterwards; empty if the connection swallows it; {@code
   *     -} if the connection closes; {@code ?} if it is not to be sent
   */
  record Answer(String reply, String after) {
    boolean closes() {
      return after.equals("-");
    }

    String sentinel() {
      return after.equals("?") ? "" : "mn\r\n";
    }

    ReplyPattern whole() {
      return ReplyPattern.of(closes() || after.equals("?") ? reply : reply + after);
    }
  }

  static List<Probe> all() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(Probe.class.getResourceAsStream("/replies.tsv"), "replies.tsv")) {
      return new String(in.readAllBytes(), UTF_8).lines().skip(1).map(Probe::parse).toList();
    }
  }

  private static Probe parse(String line) {
    String[] cell = line.split("\t", -1);
    if (cell.length != COLUMNS) {
      throw new IllegalArgumentException("expected " + COLUMNS + " columns: " + line);
    }
    return new Probe(
        cell[0],
        Arrays.stream(cell[1].split(" ", -1)).filter(word -> !word.isEmpty()).toList(),
        WireText.decode(cell[2]),
        WireText.decode(cell[3]),
        new Answer(cell[4], cell[5]),
        new Answer(cell[6], cell[7]));
  }

  /** Whether the reply depends on the request coming in one piece. */
  boolean needsOnePiece() {
    int lineEnd = request.indexOf('\n');
    boolean longLine = lineEnd > LONGEST_LINE_IN_PIECES && !request.startsWith("get ");
    return longLine || current.reply().contains("cannot pipeline");
  }

  /**
   * Whether the client chooses the cas ids of items; an earlier {@code flush_all} would invalidate
   * items with a low id.
   */
  boolean choosesCas() {
    return CHOSEN_CAS.matcher(setup + request).find();
  }

  @Override
  public String toString() {
    return id;
  }
}
