package dev.memfleet.exporter.cli.verbs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.exporter.cli.Flags;
import dev.memfleet.exporter.cli.Verb;
import dev.memfleet.exporter.peer.Command;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scripts, run by their shells. */
class CompletionIT {
  @TempDir Path folder;

  @Test
  void bash_completesVerbsOptionsAndValues() throws Exception {
    script("bash");

    assertThat(bash("memfleet-exporter", "re")).containsExactly("report");
    assertThat(bash("memfleet-exporter", "")).contains("flush", "top", "--config.file=");
    assertThat(bash("memfleet-exporter", "report", "--po")).containsExactly("--pool=");
    assertThat(bash("memfleet-exporter", "report", "--format", "=", "m"))
        .containsExactly("markdown");
    assertThat(bash("memfleet-exporter", "completion", "f")).containsExactly("fish");
    assertThat(bash("memfleet-exporter", "--web.listen")).containsExactly("--web.listen-address=");
  }

  @Test
  void zsh_andFish_takeTheirScripts() throws Exception {
    assertThat(run("zsh", "-n", script("zsh").toString())).isEqualTo(new Command(0, ""));
    assertThat(run("fish", "--no-execute", script("fish").toString()))
        .isEqualTo(new Command(0, ""));
    Command verbs = run("fish", "-c", "source script.fish; complete -C 'memfleet-exporter re'");
    assertThat(verbs.output()).startsWith("report\tPrint the monitoring report");
    assertThat(
            run("fish", "-c", "source script.fish; complete -C 'memfleet-exporter report --po'")
                .output())
        .startsWith("--pool\tOnly nodes");
  }

  @Test
  void unknownShell_isRefused() {
    assertThat(VerbRun.of("completion", "tcsh").status()).isEqualTo(2);
    assertThat(VerbRun.of("completion").status()).isEqualTo(2);
  }

  @Test
  void manPage_namesEverything_andManTakesIt() throws Exception {
    VerbRun run = VerbRun.of("man-page");
    Path page = Files.writeString(folder.resolve("memfleet-exporter.1"), run.out());

    assertThat(run("groff", "-man", "-Tutf8", "-ww", "-z", page.toString()))
        .isEqualTo(new Command(0, ""));
    String text = run("groff", "-man", "-Tascii", "-P-cbou", page.toString()).output();
    assertThat(Arrays.stream(Verb.values()).map(Verb::word)).allMatch(text::contains);
    assertThat(Flags.ALL).allMatch(flag -> text.contains(flag.name()));
    assertThat(text).contains("memfleet-exporter flush --config.file=fleet.yml --pool=sessions");
  }

  private Path script(String shell) throws Exception {
    VerbRun run = VerbRun.of("completion", shell);
    assertThat(run.status()).isZero();
    return Files.writeString(folder.resolve("script." + shell), run.out());
  }

  /** What bash offers for the last of the words. */
  private List<String> bash(String... words) throws Exception {
    StringBuilder quoted = new StringBuilder();
    for (String word : words) {
      quoted.append('\'').append(word).append("' ");
    }
    String code =
        "source script.bash; COMP_WORDS=(%s); COMP_CWORD=%d; _memfleet_exporter 2>/dev/null; printf '%%s\\n' \"${COMPREPLY[@]}\""
            .formatted(quoted, words.length - 1);
    return run("bash", "-c", code).output().lines().toList();
  }

  private Command run(String... command) {
    return Command.run(folder, List.of(command));
  }
}
