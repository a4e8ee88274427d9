package dev.memfleet.server.transcript;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * An expected reply in which volatile values are masked. {@code {name}} stands for a number, which
 * is the same wherever the name repeats; {@code {ttl:30}} for 30 or 29; {@code {age:0}} for 0 or 1;
 * {@code {version}} for a word; {@code {lines}} for any number of {@code STAT} lines.
 */
record ReplyPattern(Pattern pattern, Set<String> names) {
  private static final Pattern MASK = Pattern.compile("\\{([a-z]+\\d*)(?::(\\d+))?}");

  static ReplyPattern of(String written) {
    String decoded = WireText.decode(written);
    StringBuilder regex = new StringBuilder();
    Set<String> names = new LinkedHashSet<>();
    Matcher mask = MASK.matcher(decoded);
    int end = 0;
    while (mask.find()) {
      regex.append(Pattern.quote(decoded.substring(end, mask.start())));
      regex.append(regex(mask, names));
      end = mask.end();
    }
    regex.append(Pattern.quote(decoded.substring(end)));
    return new ReplyPattern(Pattern.compile(regex.toString()), names);
  }

  /** The masked values of a reply that matches. */
  Map<String, String> captures(String reply) {
    Matcher matcher = pattern.matcher(reply);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("no match: " + reply);
    }
    return names.stream().collect(Collectors.toMap(Function.identity(), matcher::group));
  }

  private static String regex(Matcher mask, Set<String> names) {
    String name = mask.group(1);
    return switch (name) {
      case "version" -> "\\S+";
      case "lines" -> "(?:STAT [^\r]*\r\n)*";
      case "ttl" -> orNeighbour(Integer.parseInt(mask.group(2)), -1);
      case "age" -> orNeighbour(Integer.parseInt(mask.group(2)), 1);
      default -> names.add(name) ? "(?<" + name + ">-?\\d+)" : "\\k<" + name + ">";
    };
  }

  private static String orNeighbour(int value, int step) {
    return "(?:" + value + "|" + (value + step) + ")";
  }
}
