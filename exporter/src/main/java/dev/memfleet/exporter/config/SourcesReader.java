package dev.memfleet.exporter.config;

import dev.memfleet.exporter.discovery.Origin;
import dev.memfleet.exporter.discovery.SourceConfig;
import dev.memfleet.exporter.node.NodesReader;
import dev.memfleet.exporter.node.Profile;
import dev.memfleet.exporter.protocol.Section;
import dev.memfleet.exporter.settings.Keys;
import dev.memfleet.exporter.settings.YamlMapping;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads the list of discovery sources. */
final class SourcesReader {
  /** The keys of a source, including those of every kind. */
  static final Keys<SourceConfig> KEYS = new Keys<>();

  static {
    KEYS.addAll(SourceConfig.KEYS);
    Kind.ALL.forEach(kind -> kind.addTo(KEYS));
  }

  private final NodesReader nodes;
  private final Map<String, Integer> lines = new HashMap<>();

  SourcesReader(NodesReader nodes) {
    this.nodes = nodes;
  }

  List<SourceConfig> sources(List<YamlMapping> elements) {
    List<SourceConfig> sources = new ArrayList<>();
    for (YamlMapping element : elements) {
      element.only(KEYS.names());
      Optional<String> name = name(element);
      Map<String, String> labels = nodes.labels(element, SourceConfig.LABELS);
      Optional<Profile> profile = nodes.profile(element, SourceConfig.PROFILE);
      Optional<Set<Section>> collectors = SourceConfig.COLLECTORS.given(element);
      Optional<Origin> origin = kind(element).flatMap(kind -> kind.read(element, nodes));
      if (name.isPresent() && origin.isPresent()) {
        sources.add(new SourceConfig(name.get(), labels, profile, collectors, origin.get()));
      }
    }
    return sources;
  }

  /** The name of a source, if it has one and no other source has the same. */
  private Optional<String> name(YamlMapping source) {
    return SourceConfig.NAME.given(source).filter(name -> isFree(name, source));
  }

  private boolean isFree(String name, YamlMapping source) {
    String key = SourceConfig.NAME.name();
    Integer line = lines.putIfAbsent(name, source.line(key));
    if (name.equals(SourceConfig.STATIC)) {
      source.problem(key, "the name static is reserved for the nodes of the key nodes");
      return false;
    }
    if (line != null) {
      source.problem(key, "duplicate %s (first in line %d)".formatted(name, line));
    }
    return line == null;
  }

  private static Optional<Kind<?>> kind(YamlMapping source) {
    List<Kind<?>> named =
        Kind.ALL.stream().filter(kind -> source.keys().contains(kind.key())).toList();
    if (named.size() != 1) {
      source.problem(
          "expected one of %s, found %s"
              .formatted(names(Kind.ALL), named.isEmpty() ? "none" : names(named)));
      return Optional.empty();
    }
    return Optional.of(named.get(0));
  }

  private static String names(List<Kind<?>> kinds) {
    return kinds.stream().map(Kind::key).collect(Collectors.joining(", "));
  }
}
