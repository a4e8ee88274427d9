package dev.memfleet.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * The version of this program; {@link Server#VERSION} is the memcached version it reports.
 *
 * @param revision of the source, {@code unknown} if the build could not determine it
 */
record Release(String version, String revision) {
  private static final String RESOURCE = "build.properties";

  static final Release CURRENT = read();

  private static Release read() {
    Properties build = new Properties();
    try (InputStream in = Release.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("no " + RESOURCE + " in the jar");
      }
      build.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Release(build.getProperty("version"), build.getProperty("revision"));
  }

  /**
   * What {@code -V} prints after "memcached": a line like memcached's own, then one of this
   * program.
   */
  static String versions() {
    return "%s%nmemfleet-server %s (revision: %s)"
        .formatted(Server.VERSION, CURRENT.version, CURRENT.revision);
  }
}
