package dev.memfleet.exporter.config;

import dev.memfleet.exporter.discovery.Origin;
import dev.memfleet.exporter.discovery.SourceConfig;
import dev.memfleet.exporter.discovery.StaticNodes;
import dev.memfleet.exporter.discovery.cluster.ClusterEndpoint;
import dev.memfleet.exporter.discovery.dns.DnsNames;
import dev.memfleet.exporter.discovery.file.FilePatterns;
import dev.memfleet.exporter.discovery.http.NodesUrl;
import dev.memfleet.exporter.node.NodesReader;
import dev.memfleet.exporter.settings.Keys;
import dev.memfleet.exporter.settings.YamlMapping;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A kind of discovery source.
 *
 * @param key of its settings in a source
 */
record Kind<S extends Origin>(
    String key,
    Class<S> settings,
    Keys<S> keys,
    BiFunction<YamlMapping, NodesReader, Optional<S>> reader) {

  /** All kinds. */
  static final List<Kind<?>> ALL =
      List.of(
          new Kind<>("static", StaticNodes.class, StaticNodes.KEYS, StaticNodes::read),
          kind("file", FilePatterns.class, FilePatterns.KEYS, FilePatterns::read),
          kind("http", NodesUrl.class, NodesUrl.KEYS, NodesUrl::read),
          kind("dns", DnsNames.class, DnsNames.KEYS, DnsNames::read),
          kind("cluster", ClusterEndpoint.class, ClusterEndpoint.KEYS, ClusterEndpoint::read));

  private static <S extends Origin> Kind<S> kind(
      String key, Class<S> settings, Keys<S> keys, Function<YamlMapping, Optional<S>> reader) {
    return new Kind<>(key, settings, keys, (in, nodes) -> reader.apply(in));
  }

  /** The settings of this kind in a source. */
  Optional<? extends Origin> read(YamlMapping source, NodesReader nodes) {
    return reader.apply(source.mapping(key).only(keys.names()), nodes);
  }

  /** Declares the settings of this kind as keys of a source. */
  void addTo(Keys<SourceConfig> source) {
    source.nested(
        key,
        keys,
        config ->
            settings.isInstance(config.origin())
                ? Optional.of(settings.cast(config.origin()))
                : Optional.empty());
  }
}
