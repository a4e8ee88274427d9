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
 * An exchange of binary requests, in the notation of {@link BinaryText}. {@code @} lists the
 * server's options, {@code >} is a request, each {@code <} a response to it, {@code 18<} a response
 * of 1.6.18 only, {@code 45<} of 1.6.45 only, {@code #} a comment. After {@code < closed} the next
 * request uses a new connection.
 */
record BinaryTranscript(String name, List<String> options, List<Step> steps) {
  /** A request and what follows it. */
  record Step(String request, List<Response> responses) {
    boolean closes() {
      return responses.stream().anyMatch(response -> response.text().equals("closed"));
    }
  }

  /** A response of both versions, or of one. */
  record Response(boolean current, boolean distributed, String text) {}

  static List<BinaryTranscript> all() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("src/test/resources/binary-transcripts"))) {
      return files.sorted().map(BinaryTranscript::read).toList();
    }
  }

  private static BinaryTranscript read(Path file) {
    List<String> options = List.of();
    List<Step> steps = new ArrayList<>();
    try {
      for (String line : Files.readAllLines(file, UTF_8)) {
        int space = line.indexOf(' ');
        String text = line.substring(space + 1);
        switch (line.substring(0, Math.max(space, 0))) {
          case "#" -> {}
          case "@" -> options = List.of(text.split(" ", -1));
          case ">" -> steps.add(new Step(text, new ArrayList<>()));
          case "<" -> answer(steps, new Response(true, true, text));
          case "18<" -> answer(steps, new Response(false, true, text));
          case "45<" -> answer(steps, new Response(true, false, text));
          default -> throw new IllegalArgumentException(file + ": " + line);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String name = file.getFileName().toString().replace(".transcript", "");
    return new BinaryTranscript(name, options, steps);
  }

  private static void answer(List<Step> steps, Response response) {
    steps.get(steps.size() - 1).responses().add(response);
  }

  @Override
  public String toString() {
    return name;
  }
}
