package dev.memfleet.exporter.config;

import dev.memfleet.exporter.node.LabelName;
import dev.memfleet.exporter.node.Profile;
import dev.memfleet.exporter.protocol.Section;
import dev.memfleet.exporter.yaml.Problems;
import dev.memfleet.exporter.yaml.Value;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Turns the document into a configuration; mistakes go to the problems. */
final class ConfigReader {
  private static final String DEFAULT_INSTANCE_LABEL = "instance";

  private final Problems problems;
  private final Set<String> reservedLabels;
  private final Path folder;
  private final SecretsReader secrets;

  /**
   * @param folder what relative paths are relative to
   * @param strict whether files that the configuration names must be there
   */
  ConfigReader(Problems problems, Set<String> reservedLabels, Path folder, boolean strict) {
    this.problems = problems;
    this.reservedLabels = reservedLabels;
    this.folder = folder;
    this.secrets = new SecretsReader(folder, strict);
  }

  /** What the document says; to be used only if no problem was added. */
  Config read(Value root) {
    YamlMapping top = new YamlMapping(root, "", problems).onlyKnownKeys();
    PollConfig poll = poll(top.mapping("poll").onlyKnownKeys());
    Set<Section> collectors = collectors(top.mapping("collectors").onlyKnownKeys());
    String instanceLabel =
        top.parsed("instance_label", this::checkedLabel).orElse(DEFAULT_INSTANCE_LABEL);
    boolean watch = top.mapping("reload").onlyKnownKeys().bool("watch", false);
    Set<String> taken = new HashSet<>(reservedLabels);
    taken.add(instanceLabel);
    SecurityReader security = new SecurityReader(secrets);
    Map<String, Profile> profiles = new ProfilesReader(security).profiles(top.mapping("profiles"));
    NodesReader nodes = new NodesReader(new NodeRules(taken, profiles));
    return new Config(
        poll,
        collectors,
        instanceLabel,
        watch,
        profiles,
        ProfilesReader.allowedTargets(top),
        nodes.nodes(top),
        new SourcesReader(nodes, security, folder).sources(top.mappings("discovery")));
  }

  private static PollConfig poll(YamlMapping poll) {
    PollConfig absent = PollConfig.DEFAULT;
    return new PollConfig(
        poll.duration("interval", PollConfig::zeroOrMore).orElse(absent.interval()),
        poll.duration("timeout", PollConfig::positive).orElse(absent.timeout()),
        poll.integer("max_concurrent", PollConfig::oneOrMore).orElse(absent.maxConcurrent()),
        poll.bool("reconnect", absent.reconnect()),
        poll.duration("connect_probe_interval", PollConfig::zeroOrMore)
            .orElse(absent.connectProbeInterval()));
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
}
