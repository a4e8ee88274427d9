package dev.memfleet.exporter.peer;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.json.JsonArray;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Headless Chromium, driven by the steps of {@code browser.mjs}. */
public final class Browser implements AutoCloseable {
  private static final Path FOLDER = Path.of("src", "test", "node", "page");

  private final Process process;
  private final BufferedReader answers;
  private final Writer steps;

  /** Starts it; its libraries are installed before, where that was not done yet. */
  public Browser() {
    if (!Files.exists(FOLDER.resolve("node_modules/.package-lock.json"))) {
      Command npm =
          Command.run(FOLDER, List.of("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"));
      if (npm.status() != 0) {
        throw new IllegalStateException("npm ci: " + npm.output());
      }
    }
    try {
      process =
          new ProcessBuilder("node", "browser.mjs")
              .directory(FOLDER.toFile())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      answers = process.inputReader(UTF_8);
      steps = process.outputWriter(UTF_8);
      String first = answers.readLine();
      if (!"ready".equals(first)) {
        throw new IllegalStateException("the browser does not start: " + first);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Does a step.
   *
   * @return its result, as JSON
   */
  public String step(String name, Object... arguments) {
    List<Object> step = new ArrayList<>(List.of(name));
    step.addAll(List.of(arguments));
    try {
      steps.write(new JsonArray(step).encode() + "\n");
      steps.flush();
      String answer = answers.readLine();
      if (answer == null || !answer.startsWith("ok ")) {
        throw new AssertionError(name + List.of(arguments) + " " + reason(answer));
      }
      return answer.substring("ok ".length());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String reason(@Nullable String answer) {
    return answer == null ? "ended the browser" : answer.replace("\\n", "\n");
  }

  @Override
  public void close() throws IOException {
    try {
      steps.close();
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      process.destroy();
      answers.close();
    }
  }
}
