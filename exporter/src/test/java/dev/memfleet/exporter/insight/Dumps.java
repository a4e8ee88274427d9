package dev.memfleet.exporter.insight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.exporter.client.Connector;
import dev.memfleet.exporter.fake.EventLoop;
import dev.memfleet.exporter.insight.hot.KeyText;
import dev.memfleet.exporter.insight.hot.Prefixes;
import dev.memfleet.exporter.node.NodeAddress;
import dev.memfleet.exporter.peer.CacheNode;
import java.time.Clock;
import java.util.concurrent.TimeoutException;

/** Dumps nodes with the default settings. */
final class Dumps implements AutoCloseable {
  private final EventLoop loop = new EventLoop();

  DumpResult dump(CacheNode node) throws Exception {
    return loop.get(
        () ->
            new DumpJob(
                    loop.vertx(),
                    new Connector(loop.vertx()).to(NodeAddress.parse(node.address())),
                    DumpSettings.DEFAULT,
                    Prefixes.byDefault(),
                    KeyText.PLAIN,
                    Clock.systemUTC(),
                    done -> {})
                .run());
  }

  DumpReport report(CacheNode node) throws Exception {
    DumpResult dumped = dump(node);
    assertThat(dumped.reason()).isEmpty();
    return dumped.report().orElseThrow();
  }

  @Override
  public void close() throws TimeoutException {
    loop.close();
  }
}
