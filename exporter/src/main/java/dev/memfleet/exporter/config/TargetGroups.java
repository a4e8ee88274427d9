package dev.memfleet.exporter.config;

import dev.memfleet.exporter.node.NodeAddress;
import dev.memfleet.exporter.node.Profile;
import dev.memfleet.exporter.node.Target;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A list of nodes as Prometheus' file_sd and http_sd have it, in JSON or YAML: {@code [{"targets":
 * ["h:p"], "labels": {"pool": "web"}}]}. Labels that begin with {@code __} are meant for
 * Prometheus' relabelling and left out, but for {@code __profile__}: how to connect to the nodes.
 */
public final class TargetGroups {
  private static final List<String> KEYS = List.of("targets", "labels");
  private static final Pattern ESCAPE = Pattern.compile("\\\\(.)");

  private TargetGroups() {}

  /**
   * Reads a file.
   *
   * @throws ConfigException with every mistake, also when the file cannot be read
   */
  public static List<Target> load(Path file, NodeRules rules) throws ConfigException {
    return parse(file.toString(), YamlDocument.read(file), rules);
  }

  /**
   * Reads what a server sent, which must be JSON.
   *
   * @param name for messages
   * @throws ConfigException with every mistake
   */
  public static List<Target> parseJson(String name, byte[] bytes, NodeRules rules)
      throws ConfigException {
    Problems problems = new Problems(name);
    String text = YamlDocument.decode(bytes, problems);
    if (!isJson(text)) {
      problems.add("not a list in JSON");
      throw problems.asException();
    }
    return parse(name, text, rules);
  }

  /** Whether it can be a list in JSON, not in another of YAML's forms. */
  private static boolean isJson(String text) {
    return text.stripLeading().startsWith("[");
  }

  /** Reads a text; the name is for messages. */
  public static List<Target> parse(String name, String text, NodeRules rules)
      throws ConfigException {
    Problems problems = new Problems(name);
    String yaml = isJson(text) ? withoutEscapedSlashes(text) : text;
    List<YamlMapping> groups =
        YamlMapping.elements(YamlDocument.compose(yaml, problems), "", problems);
    NodesReader nodes = new NodesReader(rules);
    List<Target> all = new ArrayList<>();
    for (YamlMapping group : groups) {
      group.only(KEYS);
      YamlMapping given = group.mapping("labels");
      Map<String, String> labels = nodes.foreignLabels(given);
      Optional<Profile> profile = nodes.foreignProfile(given);
      for (NodeAddress address : group.parsedAll("targets", NodeAddress::parse)) {
        all.add(new Target(address, labels, profile));
      }
    }
    problems.throwIfAny();
    return all;
  }

  /** Of JSON's escapes the one that YAML's reader does not know. */
  private static String withoutEscapedSlashes(String json) {
    return ESCAPE
        .matcher(json)
        .replaceAll(
            escape -> escape.group(1).equals("/") ? "/" : Matcher.quoteReplacement(escape.group()));
  }
}
