package dev.memfleet.exporter.discovery;

import dev.memfleet.exporter.config.StaticNodes;
import java.util.List;

/** The nodes that the configuration names. */
record StaticSource(StaticNodes config) implements Source {
  @Override
  public void start(Listener listener) {
    listener.found(config.nodes(), List.of());
  }

  @Override
  public void stop() {
    // it never says anything again
  }
}
