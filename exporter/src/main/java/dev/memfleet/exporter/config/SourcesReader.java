package dev.memfleet.exporter.config;

import dev.memfleet.exporter.config.ClusterEndpoint.ConnectTo;
import dev.memfleet.exporter.dns.RecordType;
import dev.memfleet.exporter.node.NodeAddress;
import dev.memfleet.exporter.node.Profile;
import dev.memfleet.exporter.protocol.Section;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the list of sources of nodes. */
final class SourcesReader {
  private static final List<String> KINDS = List.of("static", "file", "http", "dns", "cluster");

  private final NodesReader nodes;
  private final SecurityReader security;
  private final Path folder;
  private final Map<String, Integer> lines = new HashMap<>();

  /**
   * @param folder what relative paths are relative to
   */
  SourcesReader(NodesReader nodes, SecurityReader security, Path folder) {
    this.nodes = nodes;
    this.security = security;
    this.folder = folder;
  }

  List<SourceConfig> sources(List<YamlMapping> elements) {
    List<SourceConfig> sources = new ArrayList<>();
    for (YamlMapping element : elements) {
      element.onlyKnownKeys();
      Optional<String> name = name(element);
      Map<String, String> labels = nodes.labels(element);
      Optional<Profile> profile = nodes.profile(element);
      Optional<Set<Section>> collectors = NodesReader.collectors(element);
      Optional<Origin> origin = kind(element).flatMap(kind -> origin(kind, element.mapping(kind)));
      if (name.isPresent() && origin.isPresent()) {
        sources.add(new SourceConfig(name.get(), labels, profile, collectors, origin.get()));
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

  private Optional<Origin> origin(String kind, YamlMapping in) {
    in.onlyKnownKeys();
    return switch (kind) {
      case "static" -> Optional.of(new StaticNodes(nodes.nodes(in)));
      case "file" -> files(in);
      case "http" -> new NodesUrlReader(security).read(in);
      case "dns" -> names(in);
      case "cluster" -> cluster(in);
      default -> throw new IllegalArgumentException(kind);
    };
  }

  private Optional<Origin> files(YamlMapping in) {
    List<Path> paths =
        in.requiredAll("paths", path -> folder.resolve(FilePatterns.checkPath(path)));
    Duration interval =
        in.duration("interval", PollConfig::positive).orElse(FilePatterns.DEFAULT_INTERVAL);
    return paths.isEmpty() ? Optional.empty() : Optional.of(new FilePatterns(paths, interval));
  }

  private static Optional<Origin> names(YamlMapping in) {
    DnsNames absent = DnsNames.DEFAULT;
    List<String> names = in.requiredAll("names", DnsNames::checkName);
    Set<RecordType> types = in.parsed("type", DnsNames::types).orElse(absent.types());
    if (types.contains(RecordType.SRV) && in.keys().contains("port")) {
      in.problem("port", "an SRV record has its own");
    }
    DnsNames origin =
        new DnsNames(
            names,
            types,
            in.integer("port", DnsNames::checkPort).orElse(absent.port()),
            in.parsedAll("servers", DnsNames::server),
            in.duration("min_interval", PollConfig::positive).orElse(absent.minInterval()),
            in.duration("max_interval", PollConfig::positive).orElse(absent.maxInterval()),
            in.duration("timeout", PollConfig::positive).orElse(absent.timeout()));
    if (origin.minInterval().compareTo(origin.maxInterval()) > 0) {
      in.problem("min_interval is longer than max_interval");
    }
    return Optional.of(origin);
  }

  private static Optional<Origin> cluster(YamlMapping in) {
    Optional<NodeAddress> endpoint = in.required("endpoint", NodeAddress::parse);
    ConnectTo connectTo = in.parsed("connect_to", ConnectTo::parse).orElse(ConnectTo.IP);
    Duration interval =
        in.duration("interval", PollConfig::positive).orElse(ClusterEndpoint.DEFAULT_INTERVAL);
    Duration timeout =
        in.duration("timeout", PollConfig::positive).orElse(ClusterEndpoint.DEFAULT_TIMEOUT);
    return endpoint.map(address -> new ClusterEndpoint(address, connectTo, interval, timeout));
  }
}
