package dev.memfleet.exporter.config;

import dev.memfleet.exporter.protocol.Section;
import dev.memfleet.exporter.target.LabelName;
import dev.memfleet.exporter.target.NodeAddress;
import dev.memfleet.exporter.target.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.yaml.snakeyaml.nodes.Node;

/** Turns the document into a configuration; mistakes go to the problems. */
final class ConfigReader {
  private static final String DEFAULT_INSTANCE_LABEL = "instance";

  private final Problems problems;
  private final Set<String> reservedLabels;

  ConfigReader(Problems problems, Set<String> reservedLabels) {
    this.problems = problems;
    this.reservedLabels = reservedLabels;
  }

  /** What the document says; to be used only if no problem was added. */
  Config read(Node root) {
    YamlMapping top = new YamlMapping(root, "", problems).only(ConfigKey.within(""));
    PollConfig poll = poll(top.mapping("poll").only(ConfigKey.within("poll")));
    Set<Section> collectors =
        collectors(top.mapping("collectors").only(ConfigKey.within("collectors")));
    String instanceLabel =
        top.parsed("instance_label", this::checkedLabel).orElse(DEFAULT_INSTANCE_LABEL);
    return new Config(poll, collectors, instanceLabel, nodes(top.list("nodes"), instanceLabel));
  }

  private static PollConfig poll(YamlMapping poll) {
    PollConfig absent = PollConfig.DEFAULT;
    return new PollConfig(
        duration(poll, "interval", PollConfig::zeroOrMore).orElse(absent.interval()),
        duration(poll, "timeout", PollConfig::positive).orElse(absent.timeout()),
        poll.integer("max_concurrent", PollConfig::oneOrMore).orElse(absent.maxConcurrent()),
        poll.bool("reconnect", absent.reconnect()),
        duration(poll, "connect_probe_interval", PollConfig::zeroOrMore)
            .orElse(absent.connectProbeInterval()));
  }

  private static Optional<Duration> duration(
      YamlMapping in, String key, UnaryOperator<Duration> check) {
    return in.parsed(key, text -> check.apply(GoDuration.parse(text)));
  }

  private static Set<Section> collectors(YamlMapping switches) {
    Set<Section> on = EnumSet.noneOf(Section.class);
    for (Section section : Section.values()) {
      if (switches.bool(section.label(), true)) {
        on.add(section);
      }
    }
    return on;
  }

  private String checkedLabel(String name) {
    LabelName.check(name, reservedLabels);
    return name;
  }

  private List<Target> nodes(List<Node> elements, String instanceLabel) {
    Set<String> taken = new HashSet<>(reservedLabels);
    taken.add(instanceLabel);
    List<Target> nodes = new ArrayList<>();
    Map<NodeAddress, Integer> lines = new HashMap<>();
    for (int i = 0; i < elements.size(); i++) {
      YamlMapping element =
          new YamlMapping(elements.get(i), "nodes[" + i + "]", problems)
              .only(ConfigKey.within("nodes[]"));
      Map<String, String> labels = labels(element, taken);
      address(element, lines).ifPresent(address -> nodes.add(new Target(address, labels)));
    }
    return nodes;
  }

  /** The address of a node, if it has one that no other node has. */
  private static Optional<NodeAddress> address(YamlMapping node, Map<NodeAddress, Integer> lines) {
    if (node.isMapping() && !node.keys().contains("address")) {
      node.problem("address", "is missing");
    }
    Optional<NodeAddress> address = node.parsed("address", NodeAddress::parse);
    Optional<Integer> first =
        address.map(unseen -> lines.putIfAbsent(unseen, node.line("address")));
    first.ifPresent(
        line -> node.problem("address", "%s is already in line %d".formatted(address.get(), line)));
    return first.isPresent() ? Optional.empty() : address;
  }

  private Map<String, String> labels(YamlMapping node, Set<String> taken) {
    Map<String, String> labels = new TreeMap<>();
    YamlMapping map = node.mapping("labels");
    for (String name : map.keys()) {
      String value = map.text(name);
      try {
        LabelName.check(name, taken);
        if (value != null) {
          labels.put(name, value);
        }
      } catch (IllegalArgumentException e) {
        map.keyProblem(name, e.getMessage());
      }
    }
    return labels;
  }
}
