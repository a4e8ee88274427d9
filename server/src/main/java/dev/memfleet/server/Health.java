package dev.memfleet.server;

import dev.memfleet.server.config.OptionsParser;
import dev.memfleet.server.config.UsageException;
import dev.memfleet.server.net.VersionProbe;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;

/**
 * The command {@code memfleet-server health [FLAG...]}, a health check for containers: asks the
 * server that was started with these flags for its version. Without flags, the check uses those of
 * process 1, if that runs the same program. It sets no timeout; the caller limits the waiting time.
 */
final class Health {
  private static final String WORD = "health";

  private Health() {}

  static boolean isAskedFor(List<String> words) {
    return !words.isEmpty() && words.get(0).equals(WORD);
  }

  /** Status 0 when the server answers, else 1. */
  static int check(List<String> words, PrintStream out, PrintStream err) throws UsageException {
    List<String> given = words.subList(1, words.size());
    List<String> flags =
        given.isEmpty() ? flags(ProcessHandle.of(1), ProcessHandle.current()) : given;
    try {
      out.println(
          VersionProbe.version(OptionsParser.parse(Server.VERSION, System.getenv(), flags)));
      return 0;
    } catch (IOException e) {
      err.println("memfleet-server: health: " + e.getMessage());
      return 1;
    }
  }

  private static List<String> flags(Optional<ProcessHandle> first, ProcessHandle own) {
    return first
        .map(ProcessHandle::info)
        .filter(info -> info.command().equals(own.info().command()))
        .flatMap(ProcessHandle.Info::arguments)
        .map(arguments -> programFlags(List.of(arguments)))
        .orElse(List.of());
  }

  /** The program's flags among the arguments of a process: of {@code java}, those after the jar. */
  static List<String> programFlags(List<String> arguments) {
    int jar = arguments.indexOf("-jar");
    return jar < 0 ? arguments : arguments.stream().skip(jar + 2L).toList();
  }
}
