package dev.memfleet.exporter.cli.verbs;

import dev.memfleet.exporter.text.Kind;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/**
 * The standard streams of a verb. The output is UTF-8 whatever the locale.
 *
 * @param colour for what goes to {@code out}
 * @param terminalIn whether {@code in} is a terminal, where a person types
 * @param terminalOut whether {@code out} is a terminal
 * @param progressOnErr whether {@code err} is a terminal, where a line can be overwritten
 * @param reservedLabels the labels of our metrics, which no node may carry
 */
record Shell(
    InputStream in,
    PrintStream out,
    PrintStream err,
    Palette colour,
    boolean terminalIn,
    boolean terminalOut,
    boolean progressOnErr,
    Map<String, String> environment,
    Set<String> reservedLabels) {

  /** The streams of this process. */
  static Shell system(Set<String> reservedLabels) {
    Map<String, String> environment = System.getenv();
    boolean dumb = "dumb".equals(environment.get("TERM"));
    boolean colour = isTerminal(1) && !dumb && environment.getOrDefault("NO_COLOR", "").isEmpty();
    return new Shell(
        new FileInputStream(FileDescriptor.in),
        utf8(new FileOutputStream(FileDescriptor.out)),
        utf8(new FileOutputStream(FileDescriptor.err)),
        colour ? Palette.COLOUR : Palette.PLAIN,
        isTerminal(0),
        isTerminal(1),
        isTerminal(2) && !dumb,
        environment,
        reservedLabels);
  }

  /** Prints an error to standard error; makes foreign text in it harmless. */
  void printError(String line) {
    err.println(Kind.printable(line));
  }

  private static PrintStream utf8(OutputStream out) {
    return new PrintStream(out, true, StandardCharsets.UTF_8);
  }

  /** Whether a file descriptor of this process is a terminal, if the system can show it. */
  private static boolean isTerminal(int descriptor) {
    try {
      String name =
          Files.readSymbolicLink(Path.of("/proc/self/fd", Integer.toString(descriptor))).toString();
      return name.startsWith("/dev/pts/")
          || name.startsWith("/dev/tty")
          || name.equals("/dev/console");
    } catch (IOException noProcFileSystem) {
      return test(descriptor);
    }
  }

  /** Uses the system's own program. */
  private static boolean test(int descriptor) {
    try {
      return new ProcessBuilder("test", "-t", Integer.toString(descriptor))
              .inheritIO()
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
