package dev.memfleet.exporter.discovery.http;

import dev.memfleet.exporter.client.Resolver;
import dev.memfleet.exporter.discovery.Answer;
import dev.memfleet.exporter.discovery.PolledSource;
import dev.memfleet.exporter.discovery.SourceThread;
import dev.memfleet.exporter.discovery.TargetGroups;
import dev.memfleet.exporter.node.NodeRules;
import dev.memfleet.exporter.yaml.ConfigException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayInputStream;
import java.util.List;

/** A page with a list of nodes, requested at an interval. */
final class HttpSource extends PolledSource {
  private final NodesUrl config;
  private final HttpGet page;
  private final NodeRules rules;
  private final SourceThread thread;

  HttpSource(Vertx vertx, NodesUrl config, Resolver resolver, NodeRules rules) {
    super(vertx, config.interval());
    this.thread = new SourceThread(vertx);
    this.config = config;
    this.page = new HttpGet(vertx, resolver, config);
    this.rules = rules;
  }

  @Override
  protected Future<Answer> ask() {
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
