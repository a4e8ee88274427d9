package dev.memfleet.exporter.mixin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.exporter.peer.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A mixin with settings of its own, rendered by Debian's jsonnet.
 *
 * @param settings what {@code _config} is changed by, as a jsonnet object
 */
record Mixin(String settings) {
  /** Tests run in the exporter's folder. */
  static final Path TOP = Path.of("..");

  /** The mixin as shipped. */
  static final Mixin SHIPPED = new Mixin("{}");

  private String code() {
    return "(import 'alerts/mixin.libsonnet') + { _config+:: " + settings + " }";
  }

  /** Writes the rule files. */
  Path rules(Path folder) throws IOException {
    return render(folder, "--string", "--ext-code", "mixin=" + code(), "alerts/render.jsonnet");
  }

  /** Writes a file a dashboard. */
  Path dashboards(Path folder) throws IOException {
    return render(folder, "--exec", "(" + code() + ").grafanaDashboards");
  }

  /** Writes a file a Kubernetes object. */
  Path kubernetes(Path folder) throws IOException {
    return render(folder, "--ext-code", "mixin=" + code(), "alerts/kubernetes.jsonnet");
  }

  private static Path render(Path folder, String... arguments) throws IOException {
    Files.createDirectories(folder);
    List<String> command = new ArrayList<>(List.of("jsonnet", "--multi"));
    command.add(folder.toAbsolutePath().toString());
    command.addAll(List.of(arguments));
    Command result = Command.run(TOP, command);
    assertThat(result.status()).as(result.output()).isZero();
    return folder;
  }
}
