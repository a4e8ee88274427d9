package dev.memfleet.exporter.peer;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The agent's jar as the build made it, with the archive of classes beside it. */
public final class AgentJar {
  public static final Path FILE = Path.of("target", "memfleet-exporter.jar").toAbsolutePath();

  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();

  private AgentJar() {}

  /**
   * The command that runs it.
   *
   * @param jvmFlags may overrule those of the command
   */
  public static List<String> command(String... jvmFlags) {
    return command(FILE, jvmFlags);
  }

  /**
   * The command that runs a jar of ours with the flags with which a JVM starts for the least CPU
   * time, as most tests start one for some seconds only.
   */
  static List<String> command(Path jar, String... jvmFlags) {
    String archive = jar.toString().replaceAll("jar$", "jsa");
    List<String> command =
        new ArrayList<>(
            List.of(
                JAVA,
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:SharedArchiveFile=" + archive));
    command.addAll(List.of(jvmFlags));
    command.addAll(List.of("-jar", jar.toString()));
    return command;
  }
}
