package dev.memfleet.exporter.cli.verbs;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.memfleet.exporter.peer.AgentJar;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jline.builtins.ScreenTerminal;

/** The program's jar in a terminal of its own, which Python's pty module makes. */
final class Pty implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /**
   * Runs a program in a pseudo-terminal. Each line of its own input is text to type, in hex, or,
   * after the control character 1, a new terminal size or a signal for the program. After the
   * program's end it prints the exit status and whether the terminal's settings were restored.
   */
  private static final String DRIVER =
      """
      import fcntl, os, pty, select, signal, struct, sys, termios
      def resize(fd, columns, rows):
          fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack('HHHH', rows, columns, 0, 0))
      def state(fd):
          flags = termios.tcgetattr(fd)[:4]
          flags[2] &= ~0o10017  # the line speed, which a pseudo-terminal does not have
          return flags
      master, slave = pty.openpty()
      resize(slave, 80, 24)
      before = state(slave)
      pid = os.fork()
      if pid == 0:
          os.setsid()
          fcntl.ioctl(slave, termios.TIOCSCTTY, 0)
          for fd in (0, 1, 2):
              os.dup2(slave, fd)
          os.close(master)
          os.environ['TERM'] = 'xterm-256color'
          os.execvp(sys.argv[1], sys.argv[1:])
      keys = b''
      status = None
      while True:
          ready, _, _ = select.select([master, 0] if status is None else [master], [], [], 0.05)
          if master in ready:
              os.write(1, os.read(master, 65536))
          elif status is not None:
              break
          if 0 in ready:
              typed = os.read(0, 65536)
              keys += typed
              while b'\\n' in keys:
                  line, keys = keys.split(b'\\n', 1)
                  word = line.decode()
                  if word.startswith('\\x01size '):
                      resize(master, *map(int, word[6:].split()))
                      os.kill(pid, signal.SIGWINCH)
                  elif word.startswith('\\x01kill '):
                      os.kill(pid, getattr(signal, word[6:]))
                  else:
                      os.write(master, bytes.fromhex(word))
          if status is None:
              ended, code = os.waitpid(pid, os.WNOHANG)
              if ended:
                  status = os.waitstatus_to_exitcode(code)
      print('\\n<exit %d, terminal %s>' % (status, 'restored' if state(slave) == before else 'changed'), flush=True)
      """;

  private final Process process;
  private final StringBuilder screen = new StringBuilder();
  private final ScreenTerminal terminal = new ScreenTerminal(80, 24);

  /** Starts it with the words of a command line. */
  Pty(Path folder, String... words) {
    try {
      Path driver = Files.writeString(folder.resolve("terminal.py"), DRIVER);
      List<String> command = new ArrayList<>(List.of("python3", driver.toString()));
      command.addAll(AgentJar.command());
      command.addAll(List.of(words));
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread reader = new Thread(this::read, "pty");
    reader.setDaemon(true);
    reader.start();
  }

  private void read() {
    try (InputStream out = process.getInputStream()) {
      byte[] piece = new byte[8192];
      for (int n = out.read(piece); n >= 0; n = out.read(piece)) {
        synchronized (screen) {
          String text = new String(piece, 0, n, UTF_8);
          screen.append(text);
          terminal.write(text);
          screen.notifyAll();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until the output since the last call contains a text; returns and clears it. */
  String awaitText(String text) throws InterruptedException {
    return await(text, written -> written.contains(text));
  }

  /** Waits until a terminal shows this; the program may have written only what changed. */
  void awaitScreen(String text) throws InterruptedException {
    await("screen with " + text, written -> terminal.toString().contains(text));
  }

  /** What the terminal shows, without the space at the ends of lines and empty lines. */
  String screen() {
    synchronized (screen) {
      return terminal
          .toString()
          .lines()
          .map(String::stripTrailing)
          .filter(line -> !line.isEmpty())
          .collect(Collectors.joining("\n", "", "\n"));
    }
  }

  /** Waits until the output since the last call matches; returns and clears it. */
  String await(String what, Predicate<String> wanted) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    synchronized (screen) {
      while (!wanted.test(screen.toString())) {
        long left = (deadline - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
          throw new AssertionError("no " + what + " in:\n" + screen + "\n" + terminal);
        }
        screen.wait(left);
      }
      String written = screen.toString();
      screen.setLength(0);
      return written;
    }
  }

  /** Types these characters. */
  void type(String keys) throws IOException {
    StringBuilder hex = new StringBuilder();
    for (byte b : keys.getBytes(UTF_8)) {
      hex.append("%02x".formatted(b));
    }
    send(hex.toString());
  }

  void resize(int columns, int rows) throws IOException {
    synchronized (screen) {
      terminal.setSize(columns, rows);
    }
    send("\u0001size " + columns + " " + rows);
  }

  /** Sends the program a signal, such as {@code SIGTERM}. */
  void signal(String name) throws IOException {
    send("\u0001kill " + name);
  }

  private void send(String line) throws IOException {
    process.getOutputStream().write((line + "\n").getBytes(UTF_8));
    process.getOutputStream().flush();
  }

  @Override
  public void close() {
    process.destroy();
  }
}
