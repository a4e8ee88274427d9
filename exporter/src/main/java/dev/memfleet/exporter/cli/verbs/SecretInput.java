package dev.memfleet.exporter.cli.verbs;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jline.terminal.Attributes;
import org.jline.terminal.Attributes.LocalFlag;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.TerminalBuilder;

/**
 * Reads a line that must not be visible: from a terminal without echo, which is restored however
 * the program ends, or from a pipe.
 */
final class SecretInput {
  private static final int MAX_LENGTH = 4096;

  /** The exit status after SIGINT. */
  private static final int INTERRUPTED = 130;

  private final Shell shell;

  SecretInput(Shell shell) {
    this.shell = shell;
  }

  /** Reads the next line; on a terminal, prompts for it twice. */
  String read(String question, String again) throws VerbException {
    try {
      if (!shell.terminalIn()) {
        return line(shell.in());
      }
      try (Terminal terminal = TerminalBuilder.builder().system(true).dumb(false).build()) {
        restoreAtTheEnd(terminal, terminal.getAttributes());
        Attributes silent = terminal.getAttributes();
        silent.setLocalFlag(LocalFlag.ECHO, false);
        terminal.setAttributes(silent);
        String first = ask(terminal, question);
        if (!ask(terminal, again).equals(first)) {
          throw new VerbException("the two passwords differ");
        }
        return first;
      }
    } catch (IOException e) {
      throw new VerbException("cannot read: " + e.getMessage());
    }
  }

  /** By default JLine lets an interrupt end the program at once, with the echo still off. */
  private static void restoreAtTheEnd(Terminal terminal, Attributes original) {
    Thread restore = new Thread(() -> terminal.setAttributes(original), "restore-echo");
    Runtime.getRuntime().addShutdownHook(restore);
    terminal.handle(Signal.INT, signal -> System.exit(INTERRUPTED));
  }

  /** The prompt goes to standard error, so that the verb's output can be redirected to a file. */
  private String ask(Terminal terminal, String question) throws IOException, VerbException {
    shell.err().print(question);
    shell.err().flush();
    String line = line(terminal.input());
    shell.err().println();
    return line;
  }

  private static String line(InputStream in) throws IOException, VerbException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
      line.write(c);
      if (line.size() > MAX_LENGTH) {
        throw new VerbException("the line is longer than " + MAX_LENGTH + " bytes");
      }
    }
    String text = line.toString(StandardCharsets.UTF_8);
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
  }
}
