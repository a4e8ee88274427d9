package dev.memfleet.exporter.config;

import dev.memfleet.exporter.node.AllowedTargets;
import dev.memfleet.exporter.node.Credentials;
import dev.memfleet.exporter.node.Profile;
import dev.memfleet.exporter.node.Secret;
import dev.memfleet.exporter.node.SecretSource;
import dev.memfleet.exporter.node.Target;
import dev.memfleet.exporter.node.TlsSettings;
import dev.memfleet.exporter.protocol.Section;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.Yaml;

/** Writes a configuration as a file that would give it, but for secrets. */
public final class ConfigWriter {
  private ConfigWriter() {}

  /** The YAML of a configuration. */
  public static String write(Config config) {
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("poll", poll(config.poll()));
    Map<String, Object> collectors = new LinkedHashMap<>();
    for (Section section : Section.values()) {
      collectors.put(section.label(), config.collectors().contains(section));
    }
    root.put("collectors", collectors);
    root.put("instance_label", config.instanceLabel());
    root.put("reload", Map.of("watch", config.watch()));
    Map<String, Object> profiles = new TreeMap<>();
    config.profiles().forEach((name, profile) -> profiles.put(name, profile(profile)));
    root.put("profiles", profiles);
    root.put("allowed_targets", texts(config.allowedTargets().patterns()));
    root.put("nodes", nodes(config.nodes()));
    root.put("discovery", config.discovery().stream().map(SourcesWriter::source).toList());
    return yaml(root);
  }

  private static String yaml(Map<String, Object> root) {
    DumperOptions options = new DumperOptions();
    options.setDefaultFlowStyle(FlowStyle.BLOCK);
    options.setIndicatorIndent(2);
    options.setIndentWithIndicator(true);
    options.setSplitLines(false);
    options.setDereferenceAliases(true);
    return new Yaml(options).dump(root);
  }

  private static Map<String, Object> poll(PollConfig poll) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("interval", GoDuration.format(poll.interval()));
    out.put("timeout", GoDuration.format(poll.timeout()));
    out.put("max_concurrent", poll.maxConcurrent());
    out.put("reconnect", poll.reconnect());
    out.put("connect_probe_interval", GoDuration.format(poll.connectProbeInterval()));
    return out;
  }

  private static Map<String, Object> profile(Profile profile) {
    Map<String, Object> out = new LinkedHashMap<>();
    profile.tls().ifPresent(tls -> out.put("tls", tls(tls)));
    profile.credentials().ifPresent(login -> out.put("auth", credentials(login)));
    if (!profile.allowedTargets().equals(AllowedTargets.NONE)) {
      out.put("allowed_targets", texts(profile.allowedTargets().patterns()));
    }
    collectors(profile.collectors(), out);
    return out;
  }

  static Map<String, Object> tls(TlsSettings tls) {
    Map<String, Object> out = new LinkedHashMap<>();
    tls.caFile().ifPresent(file -> out.put("ca_file", file.toString()));
    tls.certFile().ifPresent(file -> out.put("cert_file", file.toString()));
    tls.keyFile().ifPresent(file -> out.put("key_file", file.toString()));
    tls.serverName().ifPresent(name -> out.put("server_name", name));
    out.put("insecure_skip_verify", tls.insecureSkipVerify());
    return out;
  }

  static Map<String, Object> credentials(Credentials login) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("username", login.username());
    if (login.password() instanceof SecretSource.InFile file) {
      out.put("password_file", file.file().toString());
    } else {
      out.put("password", Secret.HIDDEN);
    }
    return out;
  }

  static List<Object> nodes(List<Target> nodes) {
    List<Object> all = new ArrayList<>();
    for (Target node : nodes) {
      Map<String, Object> out = new LinkedHashMap<>();
      out.put("address", node.address().toString());
      if (!node.labels().isEmpty()) {
        out.put("labels", new TreeMap<>(node.labels()));
      }
      node.profile().ifPresent(profile -> out.put("profile", profile.name()));
      collectors(node.collectors(), out);
      all.add(out);
    }
    return all;
  }

  static void collectors(Optional<Set<Section>> collectors, Map<String, Object> out) {
    collectors.ifPresent(
        only -> out.put("collectors", only.stream().sorted().map(Section::label).toList()));
  }

  static List<String> texts(List<?> values) {
    return values.stream().map(Object::toString).toList();
  }
}
