package dev.memfleet.exporter.self;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * What was built.
 *
 * @param revision of the source, {@code unknown} when the build did not get it
 * @param branch of the source, {@code unknown} when the build did not get it
 */
public record BuildInfo(String version, String revision, String branch) {
  private static final String RESOURCE = "/dev/memfleet/exporter/build.properties";

  private static final BuildInfo CURRENT = read();

  /** This program's, written by its build. */
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

  /** As Prometheus' programs describe themselves. */
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
