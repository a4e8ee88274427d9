package dev.memfleet.server.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.server.peer.Command;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The npm packages of the tests' programs. */
final class NodeModules {
  private NodeModules() {}

  /** Installs them unless they are there; one test class at a time. */
  static synchronized void install() throws Exception {
    Path folder = Path.of("src", "test", "node");
    if (!Files.exists(folder.resolve("node_modules/memjs"))) {
      Command.Outcome install =
          Command.run(folder, List.of("npm", "ci", "--no-audit", "--no-fund"));
      assertThat(install.status()).as(install.output()).isZero();
    }
  }
}
