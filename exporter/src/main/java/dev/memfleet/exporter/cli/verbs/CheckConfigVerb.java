package dev.memfleet.exporter.cli.verbs;

import dev.memfleet.exporter.config.Config;
import dev.memfleet.exporter.config.ConfigFile;
import dev.memfleet.exporter.yaml.ConfigException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code check-config FILE}: validates a configuration file without starting the agent. */
@Command(
    exitCodeList = {
      "0:The file is valid.",
      "1:It is invalid; the errors are on standard error.",
      "2:The command line is invalid."
    },
    footer = {"", "Example:", "  memfleet-exporter check-config fleet.yml"})
final class CheckConfigVerb implements Callable<Integer> {
  private final Shell shell;

  @Parameters(paramLabel = "file", description = "The configuration file.")
  private @Nullable Path file;

  CheckConfigVerb(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws ConfigException {
    Config config = ConfigFile.check(Objects.requireNonNull(file), shell.reservedLabels());
    shell
        .out()
        .printf("OK: %d nodes, %d sources%n", config.nodes().size(), config.discovery().size());
    return 0;
  }
}
