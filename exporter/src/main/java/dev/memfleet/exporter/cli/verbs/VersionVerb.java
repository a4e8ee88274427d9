package dev.memfleet.exporter.cli.verbs;

import dev.memfleet.exporter.self.BuildInfo;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code version}: prints the same as {@code --version}. */
@Command(exitCodeList = {"0:Always.", "2:The command line is invalid."})
final class VersionVerb implements Callable<Integer> {
  private final Shell shell;

  VersionVerb(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    shell.out().println(BuildInfo.current().describe());
    return 0;
  }
}
