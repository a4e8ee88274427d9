package dev.memfleet.exporter.dashboards;

import dev.memfleet.exporter.peer.Command;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Grafana's own types of a dashboard, checked by the TypeScript compiler. */
public final class GrafanaTypes {
  private static final Path TYPES = Path.of("src", "test", "node", "dashboards", "types");

  private GrafanaTypes() {}

  /** What the compiler says of the dashboards of a folder. */
  public static String check(Path dashboards) {
    if (!Files.exists(TYPES.resolve("node_modules/.package-lock.json"))) {
      Command.run(TYPES, List.of("npm", "ci", "--no-audit", "--no-fund"));
    }
    String folder = dashboards.toAbsolutePath().toString();
    return Command.run(TYPES, List.of("node", "check.mjs", folder)).output();
  }
}
