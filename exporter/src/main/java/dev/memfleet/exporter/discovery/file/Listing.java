package dev.memfleet.exporter.discovery.file;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The files that match a list of patterns, sorted. A path without {@code *} is included whether it
 * exists or not.
 *
 * @param problems one for each folder that cannot be listed
 */
record Listing(Set<Path> files, Set<Path> unreadableFolders, List<String> problems) {
  static Listing of(List<Path> patterns) {
    Listing listing = new Listing(new TreeSet<>(), new HashSet<>(), new ArrayList<>());
    patterns.forEach(listing::add);
    return listing;
  }

  private void add(Path pattern) {
    String name = pattern.getFileName().toString();
    if (name.indexOf('*') < 0) {
      files.add(pattern);
      return;
    }
    Path folder = Objects.requireNonNull(pattern.getParent());
    Pattern wanted = Pattern.compile("\\Q" + name.replace("*", "\\E.*\\Q") + "\\E", Pattern.DOTALL);
    try (DirectoryStream<Path> all =
        Files.newDirectoryStream(
            folder, file -> wanted.matcher(file.getFileName().toString()).matches())) {
      all.forEach(files::add);
    } catch (IOException e) {
      unreadableFolders.add(folder);
      boolean missing = e instanceof NoSuchFileException;
      problems.add(folder + ": " + (missing ? "no such folder" : "cannot be listed: " + e));
    }
  }
}
