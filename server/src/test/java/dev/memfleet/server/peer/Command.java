package dev.memfleet.server.peer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs programs to their end. */
public final class Command {
  private static final int LIMIT_SECONDS = 120;

  private Command() {}

  /**
   * What a program left behind.
   *
   * @param status its exit status
   * @param output standard output and error
   */
  public record Outcome(int status, String output) {}

  /** Runs a program in a directory; fails if it takes over two minutes. */
  public static Outcome run(Path directory, List<String> program)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile("command", ".out");
    Process process =
        new ProcessBuilder(program)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectOutput(output.toFile())
            .start();
    try {
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException("still running: " + program + "\n" + Files.readString(output));
      }
      return new Outcome(process.exitValue(), Files.readString(output, UTF_8));
    } finally {
      Files.delete(output);
    }
  }
}
