package dev.memfleet.exporter.peer;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * curl.
 *
 * @param folder where its options find files
 * @param root beginning of every URL
 */
public record Curl(Path folder, String root) {
  private static final List<String> COMMAND =
      List.of(
          "curl",
          "-q",
          "--silent",
          "--show-error",
          "--noproxy",
          "*",
          "--path-as-is",
          "--max-time",
          "30");

  /** Asks for a page, or whatever the options make of it. */
  public Answer get(String path, String... options) {
    List<String> command = new ArrayList<>(COMMAND);
    command.add("--include");
    command.addAll(List.of(options));
    command.add(root + path);
    Command curl = Command.run(folder, command);
    return new Answer(curl.status(), curl.output());
  }

  /**
   * What curl got.
   *
   * @param exit 0 when there was an answer, whatever it is
   * @param text headers and body, or why there was none
   */
  public record Answer(int exit, String text) {
    /** The HTTP status; 0 without an answer. */
    public int status() {
      return text.startsWith("HTTP/") ? Integer.parseInt(text.split(" ", 3)[1]) : 0;
    }
  }
}
