package dev.memfleet.exporter.config;

import dev.memfleet.exporter.dns.RecordType;
import dev.memfleet.exporter.node.HostPort;
import dev.memfleet.exporter.node.Secret;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Writes where nodes come from. */
final class SourcesWriter {
  private SourcesWriter() {}

  static Map<String, Object> source(SourceConfig source) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("name", source.name());
    if (!source.labels().isEmpty()) {
      out.put("labels", new TreeMap<>(source.labels()));
    }
    source.profile().ifPresent(profile -> out.put("profile", profile.name()));
    ConfigWriter.collectors(source.collectors(), out);
    Origin origin = source.origin();
    if (origin instanceof StaticNodes nodes) {
      out.put("static", Map.of("nodes", ConfigWriter.nodes(nodes.nodes())));
    } else if (origin instanceof FilePatterns files) {
      out.put("file", files(files));
    } else if (origin instanceof NodesUrl page) {
      out.put("http", page(page));
    } else if (origin instanceof DnsNames names) {
      out.put("dns", names(names));
    } else if (origin instanceof ClusterEndpoint cluster) {
      out.put("cluster", cluster(cluster));
    }
    return out;
  }

  private static Map<String, Object> files(FilePatterns files) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("paths", ConfigWriter.texts(files.paths()));
    out.put("interval", GoDuration.format(files.interval()));
    return out;
  }

  private static Map<String, Object> page(NodesUrl page) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("url", page.url().toString());
    out.put("interval", GoDuration.format(page.interval()));
    out.put("timeout", GoDuration.format(page.timeout()));
    if (!page.headers().isEmpty()) {
      Map<String, Object> headers = new TreeMap<>();
      page.headers().keySet().forEach(name -> headers.put(name, Secret.HIDDEN));
      out.put("headers", headers);
    }
    page.basicAuth().ifPresent(login -> out.put("basic_auth", ConfigWriter.credentials(login)));
    page.tls().ifPresent(tls -> out.put("tls", ConfigWriter.tls(tls)));
    return out;
  }

  private static Map<String, Object> names(DnsNames names) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("names", names.names());
    out.put(
        "type",
        names.types().stream().sorted().map(RecordType::name).collect(Collectors.joining("+")));
    if (!names.types().contains(RecordType.SRV)) {
      out.put("port", names.port());
    }
    out.put("servers", names.servers().stream().map(SourcesWriter::server).toList());
    out.put("min_interval", GoDuration.format(names.minInterval()));
    out.put("max_interval", GoDuration.format(names.maxInterval()));
    out.put("timeout", GoDuration.format(names.timeout()));
    return out;
  }

  private static String server(HostPort server) {
    return server.port().isPresent()
        ? HostPort.format(server.host(), server.port().getAsInt())
        : server.host();
  }

  private static Map<String, Object> cluster(ClusterEndpoint cluster) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("endpoint", cluster.endpoint().toString());
    out.put("connect_to", cluster.connectTo().name().toLowerCase(Locale.ROOT));
    out.put("interval", GoDuration.format(cluster.interval()));
    out.put("timeout", GoDuration.format(cluster.timeout()));
    return out;
  }
}
