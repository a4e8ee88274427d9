package dev.memfleet.exporter.discovery.file;

import dev.memfleet.exporter.discovery.Answer;
import dev.memfleet.exporter.discovery.PolledSource;
import dev.memfleet.exporter.discovery.SourceThread;
import dev.memfleet.exporter.discovery.TargetGroups;
import dev.memfleet.exporter.node.NodeRules;
import dev.memfleet.exporter.node.Target;
import dev.memfleet.exporter.settings.FileStamp;
import dev.memfleet.exporter.yaml.ConfigException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Files with nodes, checked at an interval. A file whose stamp changes is read at the next check,
 * not at once, so that a file being written is not read in part. An invalid file keeps its last
 * good nodes; so does a missing one, unless a {@code *} matched its name.
 */
final class FileSource extends PolledSource {
  private final FilePatterns config;
  private final NodeRules rules;
  private final SourceThread thread;

  /** Used by one check at a time. */
  private SortedMap<Path, CachedFile> known = new TreeMap<>();

  private final Set<Path> changing = new HashSet<>();
  private boolean looked;

  /**
   * The state of a file.
   *
   * @param stamp when it was read
   * @param nodes its last good ones
   * @param problems found when it was read
   */
  private record CachedFile(FileStamp stamp, List<Target> nodes, List<String> problems) {}

  FileSource(Vertx vertx, FilePatterns config, NodeRules rules) {
    super(vertx, config.interval());
    this.thread = new SourceThread(vertx);
    this.config = config;
    this.rules = rules;
  }

  @Override
  protected Future<Answer> ask() {
    return thread.run(this::check);
  }

  private Answer check() {
    Listing listing = Listing.of(config.paths());
    SortedMap<Path, CachedFile> now = new TreeMap<>();
    known.forEach(
        (file, state) -> {
          if (listing.unreadableFolders().contains(file.getParent())) {
            now.put(file, state);
          }
        });
    for (Path file : listing.files()) {
      CachedFile state = checkFile(file, known.get(file));
      if (state != null) {
        now.put(file, state);
      }
    }
    known = now;
    looked = true;
    List<Target> nodes = new ArrayList<>();
    List<String> problems = new ArrayList<>(listing.problems());
    for (CachedFile file : now.values()) {
      nodes.addAll(file.nodes);
      problems.addAll(file.problems);
    }
    return new Answer(nodes, problems, config.interval());
  }

  /** The state of a file; null while a new file is not yet read. */
  private @Nullable CachedFile checkFile(Path file, @Nullable CachedFile last) {
    FileStamp stamp = FileStamp.of(file);
    if (last != null && last.stamp.equals(stamp)) {
      changing.remove(file);
      return last;
    }
    if (looked && changing.add(file)) {
      return last;
    }
    changing.remove(file);
    return read(file, stamp, last);
  }

  private CachedFile read(Path file, FileStamp stamp, @Nullable CachedFile last) {
    try {
      return new CachedFile(stamp, TargetGroups.load(file, rules), List.of());
    } catch (ConfigException invalid) {
      return new CachedFile(stamp, last == null ? List.of() : last.nodes, invalid.problems());
    }
  }

  @Override
  public void stop() {
    super.stop();
    thread.close();
  }
}
