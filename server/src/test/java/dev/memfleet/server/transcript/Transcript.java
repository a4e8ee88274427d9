package dev.memfleet.server.transcript;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * An exchange of several steps. {@code @} lists the server's options, {@code >} is a request,
 * {@code <} its reply, {@code 18<} and {@code 45<} the replies of 1.6.18 and 1.6.45 where they
 * differ, {@code #} a comment. A request may contain a {@code {name}} from an earlier reply; it
 * stands for the value received there.
 */
record Transcript(String name, List<String> options, List<Step> steps) {
  static final String CLOSED = "{closed}";

  record Step(String request, String current, String distributed) {}

  static List<Transcript> all() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("src/test/resources/transcripts"))) {
      return files.sorted().map(Transcript::read).toList();
    }
  }

  private static Transcript read(Path file) {
    List<String> options = List.of();
    List<Step> steps = new ArrayList<>();
    Step step = new Step("", "", "");
    try {
      for (String line : Files.readAllLines(file, UTF_8)) {
        int space = line.indexOf(' ');
        String text = line.substring(space + 1);
        switch (line.substring(0, Math.max(space, 0))) {
          case "#" -> {}
          case "@" -> options = List.of(text.split(" ", -1));
          case ">" -> step = new Step(text, "", "");
          case "<" -> steps.add(new Step(step.request(), text, text));
          case "18<" -> step = new Step(step.request(), step.current(), text);
          case "45<" -> steps.add(new Step(step.request(), text, step.distributed()));
          default -> throw new IllegalArgumentException(file + ": " + line);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Transcript(file.getFileName().toString(), options, steps);
  }

  @Override
  public String toString() {
    return name;
  }
}
