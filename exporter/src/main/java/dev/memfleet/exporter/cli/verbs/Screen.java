package dev.memfleet.exporter.cli.verbs;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.AttributedString;
import org.jline.utils.Curses;
import org.jline.utils.Display;
import org.jline.utils.InfoCmp.Capability;
import org.jline.utils.NonBlockingReader;
import org.jspecify.annotations.Nullable;

/**
 * Takes over the whole terminal, and restores it however the program ends. The restoring sequence
 * is written directly to standard output, because the terminal's own shutdown hook may have closed
 * it before.
 */
final class Screen implements AutoCloseable {
  private static final Size SMALLEST = new Size(20, 5);

  private final Terminal terminal;
  private final Display display;
  private final PrintStream out;
  private final String giveBack;
  private volatile boolean resized = true;
  private volatile boolean interrupted;
  private boolean restored;

  Screen(Shell shell) throws IOException {
    out = shell.out();
    terminal = TerminalBuilder.builder().system(true).dumb(false).build();
    giveBack = text(Capability.cursor_normal) + text(Capability.exit_ca_mode);
    Runtime.getRuntime().addShutdownHook(new Thread(this::restore, "restore-terminal"));
    terminal.enterRawMode();
    terminal.handle(Signal.WINCH, signal -> resized = true);
    terminal.handle(Signal.INT, signal -> interrupted = true);
    terminal.writer().print(text(Capability.enter_ca_mode) + text(Capability.cursor_invisible));
    terminal.writer().flush();
    display = new Display(terminal, true);
  }

  private String text(Capability capability) {
    @Nullable String sequence = terminal.getStringCapability(capability);
    return sequence == null ? "" : Curses.tputs(sequence);
  }

  NonBlockingReader keys() {
    return terminal.reader();
  }

  /** Whether Ctrl-C was pressed. */
  boolean isInterrupted() {
    return interrupted;
  }

  /** Whether it was resized since the last {@link #draw}. */
  boolean isResized() {
    return resized;
  }

  int columns() {
    return Math.max(SMALLEST.getColumns(), terminal.getWidth());
  }

  int lines() {
    return Math.max(SMALLEST.getRows(), terminal.getHeight());
  }

  /** Redraws the page; only differences are sent. */
  synchronized void draw(List<AttributedString> page) {
    if (restored) {
      return;
    }
    if (resized) {
      resized = false;
      display.resize(lines(), columns());
      display.clear();
    }
    display.update(page, 0);
    terminal.flush();
  }

  private synchronized void restore() {
    if (!restored) {
      restored = true;
      terminal.flush();
      out.print(giveBack);
      out.flush();
    }
  }

  @Override
  public void close() throws IOException {
    restore();
    terminal.close();
  }
}
