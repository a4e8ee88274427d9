package dev.memfleet.server.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shell script that starts the jar. */
class LauncherIT {
  private static final Path LAUNCHER = Path.of("deploy", "memfleet-server").toAbsolutePath();

  @TempDir private Path directory;

  @Test
  void jarInTheBuild_isStartedWithTheArguments() throws Exception {
    Command.Outcome version = run(LAUNCHER, "-V");
    assertThat(version.status()).isZero();
    assertThat(version.output())
        .matches("memcached 1\\.6\\.45\nmemfleet-server \\d\\S+ \\(revision: \\w+\\)\n");
    assertThat(run(LAUNCHER, "-t", "0").status()).isEqualTo(1);
  }

  @Test
  void linkToTheScript_findsTheJarToo() throws Exception {
    Path link = Files.createSymbolicLink(directory.resolve("memfleet-server"), LAUNCHER);
    assertThat(run(link, "-V").status()).isZero();
  }

  @Test
  void missingJar_isReported() throws Exception {
    Path alone = Files.copy(LAUNCHER, directory.resolve("memfleet-server"));
    assertThat(run(alone))
        .isEqualTo(
            new Command.Outcome(69, "memfleet-server: no memfleet-server.jar; set MEMFLEET_JAR\n"));
  }

  private Command.Outcome run(Path script, String... arguments)
      throws IOException, InterruptedException {
    List<String> program = new ArrayList<>(List.of("sh", script.toString()));
    program.addAll(List.of(arguments));
    return Command.run(directory, program);
  }
}
