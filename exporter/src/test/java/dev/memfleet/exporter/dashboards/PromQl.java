package dev.memfleet.exporter.dashboards;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The selectors of an expression that Prometheus accepts, found by its tokens; no check of its
 * grammar.
 */
final class PromQl {
  /**
   * One series selector.
   *
   * @param metric the name before the braces, or empty
   * @param matchers operator and quoted value by label, such as {@code =~"$job"}
   * @param range what stands in brackets, or empty
   * @param function what the selector is the direct argument of, or empty
   */
  record Selector(String metric, Map<String, String> matchers, String range, String function) {}

  private static final Pattern TOKEN =
      Pattern.compile(
          "\"(?:\\\\.|[^\"\\\\])*\"|\\[[^\\]]*\\]|[a-zA-Z_:][a-zA-Z0-9_:]*|[0-9][0-9.a-z]*"
              + "|[=!]~|[=!<>]=|\\S");
  private static final Set<String> LABEL_LISTS =
      Set.of("by", "without", "on", "ignoring", "group_left", "group_right");
  private static final Set<String> AFTER_FUNCTION = Set.of("(", "by", "without");
  private static final Set<String> WORDS = Set.of("and", "or", "unless", "bool", "offset");

  private final List<String> tokens;
  private final Deque<String> openers = new ArrayDeque<>();
  private final List<Selector> selectors = new ArrayList<>();
  private int next;

  private PromQl(String expression) {
    tokens = TOKEN.matcher(expression).results().map(result -> result.group()).toList();
  }

  static List<Selector> selectors(String expression) {
    return new PromQl(expression).scan();
  }

  /** The expression without the two places where Grafana's variables may stand. */
  static String withoutMatchersAndRanges(String expression) {
    Matcher matcher = Pattern.compile("\"(?:\\\\.|[^\"\\\\])*\"|\\[[^\\]]*\\]").matcher(expression);
    return matcher.replaceAll("");
  }

  private List<Selector> scan() {
    String previous = "";
    while (next < tokens.size()) {
      String token = tokens.get(next++);
      if (token.equals("(")) {
        openers.push(isName(previous) ? previous : "");
      } else if (token.equals(")")) {
        openers.pop();
      } else if (token.equals("{")) {
        next--;
        selector("");
      } else if (isMetric(token)) {
        selector(token);
      }
      previous = token;
    }
    return selectors;
  }

  private static boolean isName(String token) {
    return !token.isEmpty() && Character.isLetter(token.charAt(0));
  }

  private boolean isMetric(String token) {
    return (isName(token) || token.startsWith("_"))
        && !AFTER_FUNCTION.contains(peek())
        && !WORDS.contains(token)
        && !LABEL_LISTS.contains(token)
        && !LABEL_LISTS.contains(opener());
  }

  private String opener() {
    return openers.isEmpty() ? "" : openers.peek();
  }

  private String peek() {
    return next < tokens.size() ? tokens.get(next) : "";
  }

  private void selector(String metric) {
    Map<String, String> matchers = new LinkedHashMap<>();
    if (peek().equals("{")) {
      next++;
      while (!peek().equals("}")) {
        String label = tokens.get(next);
        matchers.merge(label, tokens.get(next + 1) + tokens.get(next + 2), (a, b) -> a + b);
        next += tokens.get(next + 3).equals(",") ? 4 : 3;
      }
      next++;
    }
    String range = peek().startsWith("[") ? tokens.get(next++) : "";
    selectors.add(new Selector(metric, matchers, range, opener()));
  }
}
