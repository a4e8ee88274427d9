package dev.memfleet.exporter.catalog;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.memfleet.exporter.protocol.AnswerMemory;
import dev.memfleet.exporter.protocol.AnswerParser;
import dev.memfleet.exporter.protocol.Dialect;
import dev.memfleet.exporter.protocol.ProtocolException;
import dev.memfleet.exporter.protocol.Section;
import dev.memfleet.exporter.protocol.StatsParser;
import dev.memfleet.exporter.protocol.StatsReply;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a node answered to each command: {@code # command} lines with the answers' bytes between.
 */
public record Recording(Map<Section, String> answers) {
  private static final Instant AT = Instant.ofEpochSecond(1_795_339_445);

  public static Recording load(String resource) {
    Map<Section, String> answers = new EnumMap<>(Section.class);
    for (String part : text(resource).split("(?m)^# ", -1)) {
      String[] commandAndAnswer = part.split("\r?\n", 2);
      for (Section section : Section.values()) {
        if (section.request().equals(commandAndAnswer[0] + "\r\n")) {
          answers.put(section, commandAndAnswer[1].replaceAll("\r?\n", "\r\n"));
        }
      }
    }
    return new Recording(answers);
  }

  public static String text(String resource) {
    try (InputStream in = Recording.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalArgumentException("no resource " + resource);
      }
      return new String(in.readAllBytes(), ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same node with this stat, in its old place if it reports it already. */
  Recording with(Section section, String stat, String value) {
    String answer = answers.getOrDefault(section, "END\r\n");
    String line = "STAT " + stat + " " + value + "\r\n";
    Matcher old = Pattern.compile("(?m)^STAT " + Pattern.quote(stat) + " .*\r\n").matcher(answer);
    return answering(
        section,
        old.find()
            ? old.replaceFirst(Matcher.quoteReplacement(line))
            : answer.replace("END\r\n", line + "END\r\n"));
  }

  /** The same node, refusing this command. */
  Recording refusing(Section section, String line) {
    return answering(section, line + "\r\n");
  }

  private Recording answering(Section section, String answer) {
    Map<Section, String> all = new EnumMap<>(answers);
    all.put(section, answer);
    return new Recording(all);
  }

  /** The bytes that the node sent. */
  public byte[] bytes(Section section) {
    @Nullable String answer = answers.get(section);
    if (answer == null) {
      throw new IllegalArgumentException("not recorded: " + section);
    }
    return answer.getBytes(ISO_8859_1);
  }

  public StatsReply reply(Section section) {
    return parse(Dialect.TEXT.parser(section, new AnswerMemory()), bytes(section));
  }

  public StatsSnapshot snapshot() {
    Map<Section, StatsReply> replies = new EnumMap<>(Section.class);
    answers.keySet().forEach(section -> replies.put(section, reply(section)));
    return new StatsSnapshot(AT, replies);
  }

  /** The reading of the node with all collectors on. */
  public Reading reading() {
    return Catalog.ALL.read(snapshot(), Set.of(Section.values()));
  }

  /** The families of this node alone that have a sample. */
  public List<Family> families() {
    return families(reading());
  }

  static List<Family> families(Reading reading) {
    return Family.all(reading);
  }

  static StatsReply parse(byte[] answer) {
    return parse(new StatsParser(), answer);
  }

  private static StatsReply parse(AnswerParser parser, byte[] answer) {
    try {
      parser.feed(answer, 0, answer.length);
    } catch (ProtocolException e) {
      throw new AssertionError(e);
    }
    StatsReply reply = parser.reply();
    if (reply == null) {
      throw new AssertionError("incomplete answer");
    }
    return reply;
  }
}
