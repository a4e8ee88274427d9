package dev.memfleet.exporter.peer;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The agent's jar as the build made it, with the archive of classes beside it. */
public final class AgentJar {
  public static final Path FILE = Path.of("target", "memfleet-exporter.jar").toAbsolutePath();

  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();
  private static final Path ARCHIVE = FILE.resolveSibling("memfleet-exporter.jsa");

  private AgentJar() {}

  /**
   * The words that run it. The flags are those with which a JVM starts for the least CPU time, as
   * most tests start one for some seconds only.
   *
   * @param jvmFlags may overrule these
   */
  public static List<String> command(String... jvmFlags) {
    List<String> command =
        new ArrayList<>(
            List.of(JAVA, "-XX:TieredStopAtLevel=1", "-XX:SharedArchiveFile=" + ARCHIVE));
    command.addAll(List.of(jvmFlags));
    command.addAll(List.of("-jar", FILE.toString()));
    return command;
  }
}
