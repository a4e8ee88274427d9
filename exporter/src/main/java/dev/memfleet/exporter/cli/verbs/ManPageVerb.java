package dev.memfleet.exporter.cli.verbs;

import dev.memfleet.exporter.self.BuildInfo;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code man-page}: prints the manual page, which the build also stores beside the jar. */
@Command(
    exitCodeList = {"0:The page is on standard output.", "2:The command line is invalid."},
    footer = {
      "",
      "Example:",
      "  memfleet-exporter man-page > /usr/local/share/man/man1/memfleet-exporter.1"
    })
final class ManPageVerb implements Callable<Integer> {
  private final Shell shell;

  @Spec private @Nullable CommandSpec verb;

  ManPageVerb(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    CommandSpec program = Objects.requireNonNull(Objects.requireNonNull(verb).parent());
    shell.out().print(new ManPage(program, BuildInfo.current().version()).roff());
    return 0;
  }
}
