package dev.memfleet.exporter.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the list of sources of nodes. */
final class SourcesReader {
  private static final List<String> KINDS = List.of("static");

  private final NodesReader nodes;
  private final Map<String, Integer> lines = new HashMap<>();

  SourcesReader(NodesReader nodes) {
    this.nodes = nodes;
  }

  List<SourceConfig> sources(List<YamlMapping> elements) {
    List<SourceConfig> sources = new ArrayList<>();
    for (YamlMapping element : elements) {
      element.onlyKnownKeys();
      Optional<String> name = name(element);
      Map<String, String> labels = nodes.labels(element);
      Optional<Origin> origin = kind(element).map(kind -> origin(kind, element.mapping(kind)));
      if (name.isPresent() && origin.isPresent()) {
        sources.add(new SourceConfig(name.get(), labels, origin.get()));
      }
    }
    return sources;
  }

  /** The name of a source, if it has one that no other source has. */
  private Optional<String> name(YamlMapping source) {
    return source.required("name", SourceConfig::checkName).filter(name -> isFree(name, source));
  }

  private boolean isFree(String name, YamlMapping source) {
    Integer line = lines.putIfAbsent(name, source.line("name"));
    if (name.equals(SourceConfig.STATIC)) {
      source.problem("name", "static is the source of the key nodes");
      return false;
    }
    if (line != null) {
      source.problem("name", "%s is already in line %d".formatted(name, line));
    }
    return line == null;
  }

  private static Optional<String> kind(YamlMapping source) {
    List<String> named = KINDS.stream().filter(source.keys()::contains).toList();
    if (named.size() != 1) {
      source.problem(
          "expected one of %s, found %s"
              .formatted(
                  String.join(", ", KINDS), named.isEmpty() ? "none" : String.join(", ", named)));
      return Optional.empty();
    }
    return Optional.of(named.get(0));
  }

  private Origin origin(String kind, YamlMapping in) {
    in.onlyKnownKeys();
    return switch (kind) {
      case "static" -> new StaticNodes(nodes.nodes(in));
      default -> throw new IllegalArgumentException(kind);
    };
  }
}
