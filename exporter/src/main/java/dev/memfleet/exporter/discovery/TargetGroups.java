package dev.memfleet.exporter.discovery;

import dev.memfleet.exporter.node.NodeAddress;
import dev.memfleet.exporter.node.NodeBudget;
import dev.memfleet.exporter.node.NodeRules;
import dev.memfleet.exporter.node.NodesReader;
import dev.memfleet.exporter.node.Profile;
import dev.memfleet.exporter.node.Target;
import dev.memfleet.exporter.settings.Reading;
import dev.memfleet.exporter.settings.YamlMapping;
import dev.memfleet.exporter.yaml.ConfigException;
import dev.memfleet.exporter.yaml.Document;
import dev.memfleet.exporter.yaml.Document.Syntax;
import dev.memfleet.exporter.yaml.InputLimits;
import dev.memfleet.exporter.yaml.Problems;
import dev.memfleet.exporter.yaml.Value;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A list of nodes in the format of Prometheus' file_sd and http_sd, JSON or YAML: {@code
 * [{"targets": ["h:p"], "labels": {"pool": "web"}}]}. Read as a stream, one group at a time. Labels
 * that begin with {@code __} are for Prometheus' relabelling and are left out, except {@code
 * __profile__}, which says how to connect to the nodes. {@code null} in JSON is an empty list; an
 * empty YAML file is not, because it may still be being written.
 */
public final class TargetGroups {
  private static final List<String> KEYS = List.of("targets", "labels");

  private final Syntax syntax;
  private final Problems problems;
  private final Reading reading;
  private final NodesReader nodes;
  private final NodeBudget budget;
  private final List<Target> all = new ArrayList<>();
  private long cost;

  private TargetGroups(Syntax syntax, Problems problems, NodeRules rules) {
    this.syntax = syntax;
    this.problems = problems;
    this.reading = new Reading(problems);
    this.nodes = new NodesReader(rules);
    this.budget = rules.budget();
  }

  /**
   * Reads a file: JSON if its name ends in {@code .json}, else YAML.
   *
   * @throws ConfigException with all errors, also when the file cannot be read
   */
  public static List<Target> load(Path file, NodeRules rules) throws ConfigException {
    TargetGroups groups = new TargetGroups(Syntax.of(file), new Problems(file.toString()), rules);
    Document document = groups.document();
    return groups.read(document, document.file(file));
  }

  /**
   * Reads a server's response, which must be JSON.
   *
   * @param name for messages
   * @throws ConfigException with all errors
   */
  public static List<Target> parseJson(String name, InputStream bytes, NodeRules rules)
      throws ConfigException {
    TargetGroups groups = new TargetGroups(Syntax.JSON, new Problems(name), rules);
    return groups.read(groups.document(), () -> bytes);
  }

  /** Reads a text; the name is for messages. */
  static List<Target> parse(String name, Syntax syntax, byte[] text, NodeRules rules)
      throws ConfigException {
    TargetGroups groups = new TargetGroups(syntax, new Problems(name), rules);
    return groups.read(groups.document(), () -> new ByteArrayInputStream(text));
  }

  private Document document() {
    return new Document(syntax, InputLimits.ofList(), problems);
  }

  private List<Target> read(Document document, Document.Opening source) throws ConfigException {
    boolean isList = document.elements(source, this::add);
    if (!isList && syntax == Syntax.YAML) {
      problems.add("empty");
    }
    problems.throwIfAny();
    return all;
  }

  private void add(int index, Value element) throws ConfigException {
    Value value = syntax == Syntax.JSON ? JsonGroup.of(element, KEYS) : element;
    YamlMapping group = new YamlMapping(value, "[" + index + "]", reading).only(KEYS);
    YamlMapping given = group.mapping("labels");
    Map<String, String> labels = nodes.foreignLabels(given);
    Optional<Profile> profile = nodes.foreignProfile(given);
    for (NodeAddress address : group.parsedAll("targets", NodeAddress::parse)) {
      Target node = new Target(address, labels, profile);
      cost += budget.cost(node);
      if (cost > budget.bytes()) {
        problems.add(element, "[" + index + "]", budget.refusal());
        throw problems.asException();
      }
      all.add(node);
    }
  }
}
