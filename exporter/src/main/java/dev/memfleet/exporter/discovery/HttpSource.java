package dev.memfleet.exporter.discovery;

import dev.memfleet.exporter.client.HttpGet;
import dev.memfleet.exporter.config.NodeRules;
import dev.memfleet.exporter.config.NodesUrl;
import dev.memfleet.exporter.config.TargetGroups;
import dev.memfleet.exporter.yaml.ConfigException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayInputStream;
import java.util.List;

/** A page with a list of nodes, asked for again and again. */
final class HttpSource extends AskedSource {
  private final NodesUrl config;
  private final HttpGet page;
  private final NodeRules rules;
  private final SourceThread thread;

  HttpSource(Vertx vertx, NodesUrl config, HttpGet page, NodeRules rules) {
    super(vertx, config.interval());
    this.thread = new SourceThread(vertx);
    this.config = config;
    this.page = page;
    this.rules = rules;
  }

  @Override
  Future<Answer> ask() {
    return page.get().compose(body -> thread.run(() -> answer(body)));
  }

  private Answer answer(Buffer body) throws ConfigException {
    return new Answer(
        TargetGroups.parseJson(
            config.url().toString(), new ByteArrayInputStream(body.getBytes()), rules),
        List.of(),
        config.interval());
  }

  @Override
  public void stop() {
    super.stop();
    page.close();
    thread.close();
  }
}
