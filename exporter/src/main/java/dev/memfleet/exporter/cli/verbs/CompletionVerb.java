package dev.memfleet.exporter.cli.verbs;

import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code completion}: prints the completion script of a shell for verbs, flags and their values.
 */
@Command(
    exitCodeList = {"0:The script is on standard output.", "2:The command line is invalid."},
    footer = {
      "",
      "Examples:",
      "  source <(memfleet-exporter completion bash)",
      "  memfleet-exporter completion zsh > ~/.zfunc/_memfleet-exporter",
      "  memfleet-exporter completion fish > ~/.config/fish/completions/memfleet-exporter.fish"
    })
final class CompletionVerb implements Callable<Integer> {
  private final Shell shell;

  @Spec private @Nullable CommandSpec verb;

  /** The supported shells. */
  enum Dialect {
    BASH,
    ZSH,
    FISH;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Parameters(paramLabel = "shell", description = "${COMPLETION-CANDIDATES}")
  private @Nullable Dialect dialect;

  CompletionVerb(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    Completion completion =
        new Completion(Objects.requireNonNull(Objects.requireNonNull(verb).parent()));
    String script =
        switch (Objects.requireNonNull(dialect)) {
          case BASH -> completion.bash();
          case ZSH -> completion.zsh();
          case FISH -> completion.fish();
        };
    shell.out().print(script);
    return 0;
  }
}
