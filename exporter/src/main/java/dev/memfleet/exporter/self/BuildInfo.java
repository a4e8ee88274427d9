package dev.memfleet.exporter.self;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * The version of the build.
 *
 * @param revision of the source, {@code unknown} if the build could not determine it
 * @param branch of the source, {@code unknown} if the build could not determine it
 */
public record BuildInfo(String version, String revision, String branch) {
  private static final String RESOURCE = "/dev/memfleet/exporter/build.properties";

  private static final BuildInfo CURRENT = read();

  /** The build information of this program, written by its build. */
  public static BuildInfo current() {
    return CURRENT;
  }

  private static BuildInfo read() {
    Properties build = new Properties();
    try (InputStream in = BuildInfo.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("no " + RESOURCE + " in the jar");
      }
      build.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new BuildInfo(
        build.getProperty("version"), build.getProperty("revision"), build.getProperty("branch"));
  }

  /** The text in the form used by Prometheus' own programs. */
  public String describe() {
    return String.join(
        System.lineSeparator(),
        "memfleet-exporter, version %s (branch: %s, revision: %s)"
            .formatted(version, branch, revision),
        "  java version:     " + System.getProperty("java.version"),
        "  platform:         "
            + "%s/%s".formatted(System.getProperty("os.name"), System.getProperty("os.arch")));
  }
}
