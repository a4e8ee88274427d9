package dev.memfleet.exporter.discovery.file;

import dev.memfleet.exporter.discovery.Origin;
import dev.memfleet.exporter.discovery.Source;
import dev.memfleet.exporter.discovery.SourceContext;
import dev.memfleet.exporter.settings.Key;
import dev.memfleet.exporter.settings.Keys;
import dev.memfleet.exporter.settings.Type;
import dev.memfleet.exporter.settings.YamlMapping;
import dev.memfleet.exporter.yaml.Quoted;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Files with lists of nodes, in Prometheus' file_sd format.
 *
 * @param paths absolute, one or more; in the last part {@code *} stands for any characters
 * @param interval from one check of the files to the next
 */
public record FilePatterns(List<Path> paths, Duration interval) implements Origin {
  public static final Keys<FilePatterns> KEYS = new Keys<>();

  // spotless:off
  private static final Key<List<Path>> PATHS = KEYS.required("paths", Type.nonEmpty(new Type<>("list of paths", FilePatterns::paths, paths -> paths.stream().map(Path::toString).toList())), FilePatterns::paths, "Files with nodes in Prometheus' file_sd format: `.json`, `.yml` or `.yaml`, `*` in the last part of a path, relative to this file.");
  private static final Key<Duration> INTERVAL = KEYS.key("interval", Type.POSITIVE_DURATION, Duration.ofSeconds(1), FilePatterns::interval, "Time between two checks of the files.");
  // spotless:on

  private static final Pattern SYNTAX =
      Pattern.compile("[^*]*(\\*[^/]*)?\\.(json|yml|yaml|JSON|YML|YAML)");

  public FilePatterns {
    if (paths.isEmpty()) {
      throw new IllegalArgumentException("no path");
    }
    paths = List.copyOf(paths);
    Type.positive(interval);
  }

  public static Optional<FilePatterns> read(YamlMapping in) {
    Optional<List<Path>> paths = PATHS.given(in).filter(given -> !given.isEmpty());
    Duration interval = INTERVAL.of(in);
    return paths.map(given -> new FilePatterns(given, interval));
  }

  private static Optional<List<Path>> paths(YamlMapping in, String key) {
    return Optional.of(in.parsedAll(key, path -> in.folder().resolve(checkPath(path))));
  }

  @Override
  public Source source(SourceContext around) {
    return new FileSource(around.vertx(), this, around.rules());
  }

  /** Applies the rules of Prometheus' file_sd_configs. */
  private static String checkPath(String text) {
    if (!SYNTAX.matcher(text).matches()) {
      throw new IllegalArgumentException(
          Quoted.text(text)
              + ": expected a path that ends in .json, .yml or .yaml, with * in its last part only");
    }
    return text;
  }
}
