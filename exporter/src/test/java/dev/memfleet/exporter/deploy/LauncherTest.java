package dev.memfleet.exporter.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the launcher with a java that only says how it was called. */
class LauncherTest {
  @TempDir Path folder;
  private Path launcher = Path.of("unset");
  private Path javaHome = Path.of("unset");

  @BeforeEach
  void install() throws IOException {
    Path bin = Files.createDirectories(folder.resolve("opt dir/bin"));
    launcher = Files.copy(Path.of("deploy/memfleet-exporter"), bin.resolve("memfleet-exporter"));
    javaHome = folder.resolve("java home");
    script(javaHome.resolve("bin/java"), "for word; do echo \"<$word>\"; done; exit 7\n");
  }

  @Test
  void launcher_givesFlagsOptionsJarAndWordsInThisOrder() throws Exception {
    Path jar = Files.writeString(launcher.resolveSibling("memfleet-exporter.jar"), "");

    Run run = run(Map.of("JAVA_OPTS", "-Xmx1g -Dx=y"), "--config.file=a b.yml", "");

    assertThat(run.status()).isEqualTo(7);
    assertThat(run.lines())
        .startsWith("<-XX:+UseSerialGC>")
        .endsWith(
            "<-Xmx1g>", "<-Dx=y>", "<-jar>", "<" + jar + ">", "<--config.file=a b.yml>", "<>");
  }

  @Test
  void launcher_behindALink_findsTheJarInShare() throws Exception {
    Path share = Files.createDirectories(folder.resolve("opt dir/share/memfleet"));
    Files.writeString(share.resolve("memfleet-exporter.jar"), "");
    launcher = Files.createSymbolicLink(folder.resolve("link"), launcher);

    assertThat(run(Map.of()).lines())
        .last()
        .isEqualTo("<" + folder + "/opt dir/share/memfleet/memfleet-exporter.jar>");
  }

  @Test
  void launcher_archiveMadeAfterTheJar_isUsed() throws Exception {
    Path jar = Files.writeString(launcher.resolveSibling("memfleet-exporter.jar"), "");
    Path archive = Files.writeString(launcher.resolveSibling("memfleet-exporter.jsa"), "");
    FileTime made = Files.getLastModifiedTime(jar);
    String flag = "<-XX:SharedArchiveFile=" + archive + ">";

    Files.setLastModifiedTime(archive, FileTime.from(made.toInstant().plusSeconds(1)));
    assertThat(run(Map.of()).lines()).contains(flag, "<-Xlog:cds=off>");

    Files.setLastModifiedTime(archive, FileTime.from(made.toInstant().minusSeconds(1)));
    assertThat(run(Map.of()).lines()).doesNotContain(flag);
  }

  @Test
  void launcher_withoutAJar_saysSo() throws Exception {
    Run missing = run(Map.of("MEMFLEET_JAR", "/none.jar"));

    assertThat(missing.status()).isEqualTo(1);
    assertThat(missing.lines())
        .containsExactly(
            "memfleet-exporter: no memfleet-exporter.jar at /none.jar;"
                + " set MEMFLEET_JAR to its path");
  }

  @Test
  void launcher_withoutJava_saysSo() throws Exception {
    Path jar = Files.writeString(folder.resolve("a.jar"), "");
    Map<String, String> environment = Map.of("JAVA_HOME", "/none", "MEMFLEET_JAR", jar.toString());

    assertThat(run(environment).lines())
        .containsExactly(
            "memfleet-exporter: no /none/bin/java; install Java 17 or newer, or set JAVA_HOME");
  }

  private record Run(int status, List<String> lines) {}

  private Run run(Map<String, String> environment, String... words) throws Exception {
    List<String> command = new ArrayList<>(List.of("sh", launcher.toString()));
    command.addAll(List.of(words));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("MEMFLEET_"));
    builder.environment().remove("JAVA_OPTS");
    builder.environment().put("JAVA_HOME", javaHome.toString());
    builder.environment().putAll(environment);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Run(process.waitFor(), output.lines().toList());
  }

  private static void script(Path file, String body) throws IOException {
    Files.createDirectories(file.resolveSibling("."));
    Files.writeString(file, "#!/bin/sh\n" + body);
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }
}
