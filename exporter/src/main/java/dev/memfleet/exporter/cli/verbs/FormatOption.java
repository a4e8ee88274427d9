package dev.memfleet.exporter.cli.verbs;

import picocli.CommandLine.Option;

/** The option for the output format. */
final class FormatOption {
  @Option(
      names = "--format",
      paramLabel = "format",
      defaultValue = "text",
      description = "Output format: ${COMPLETION-CANDIDATES}. csv prints the first table only.")
  private Format format = Format.TEXT;

  Format get() {
    return format;
  }

  boolean isText() {
    return format == Format.TEXT;
  }

  /** Prints the result in the selected format. */
  void print(Printout found, Shell shell) {
    shell.out().print(format.print(found, shell.colour()));
    shell.out().flush();
  }
}
