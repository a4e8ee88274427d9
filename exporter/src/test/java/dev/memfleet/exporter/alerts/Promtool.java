package dev.memfleet.exporter.alerts;

import dev.memfleet.exporter.peer.Command;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Debian's promtool. */
public final class Promtool {
  private Promtool() {}

  public static Command run(Path folder, List<String> arguments) {
    List<String> command = new ArrayList<>(List.of("promtool"));
    command.addAll(arguments);
    return Command.run(folder, command);
  }
}
