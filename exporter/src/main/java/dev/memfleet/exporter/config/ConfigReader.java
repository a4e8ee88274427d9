package dev.memfleet.exporter.config;

import dev.memfleet.exporter.node.LabelName;
import dev.memfleet.exporter.node.NodeRules;
import dev.memfleet.exporter.node.NodesReader;
import dev.memfleet.exporter.node.Profile;
import dev.memfleet.exporter.settings.Reading;
import dev.memfleet.exporter.settings.YamlMapping;
import dev.memfleet.exporter.yaml.Value;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Turns the document into a configuration; mistakes go to the problems of the reading. */
final class ConfigReader {
  private ConfigReader() {}

  /**
   * What the document says; to be used only if no problem was added.
   *
   * @param reservedLabels the labels of our metrics
   */
  static Config read(Value root, Reading reading, Set<String> reservedLabels) {
    YamlMapping top = new YamlMapping(root, "", reading).only(Config.KEYS.names());
    String instanceLabel = Config.INSTANCE_LABEL.of(top);
    if (reservedLabels.contains(instanceLabel)) {
      top.parsed(Config.INSTANCE_LABEL.name(), name -> checkedLabel(name, reservedLabels));
    }
    Set<String> taken = new HashSet<>(reservedLabels);
    taken.add(instanceLabel);
    Map<String, Profile> profiles = Profile.read(top.mapping(Config.PROFILES));
    NodesReader nodes = new NodesReader(new NodeRules(taken, profiles));
    return new Config(
        Config.POLL.of(top),
        Config.COLLECTORS.of(top),
        instanceLabel,
        Config.RELOAD.of(top),
        profiles,
        Config.ALLOWED_TARGETS.of(top),
        nodes.nodes(top.mappings(Config.NODES)),
        new SourcesReader(nodes).sources(top.mappings(Config.DISCOVERY)));
  }

  private static String checkedLabel(String name, Set<String> reserved) {
    LabelName.check(name, reserved);
    return name;
  }
}
