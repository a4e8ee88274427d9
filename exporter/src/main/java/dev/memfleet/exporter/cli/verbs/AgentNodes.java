package dev.memfleet.exporter.cli.verbs;

import dev.memfleet.exporter.catalog.Catalog;
import dev.memfleet.exporter.catalog.Metric;
import dev.memfleet.exporter.cli.verbs.SeriesText.Line;
import dev.memfleet.exporter.node.NodeAddress;
import dev.memfleet.exporter.node.Target;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** The nodes that a running agent watches, with the results of their last polls. */
final class AgentNodes implements NodeSource {
  private static final String UP = "memcached_up";
  private static final Map<String, List<String>> OWN_LABELS = ownLabels();

  private final AgentPages agent;
  private final DiscoveryList known;
  private final List<Target> targets;

  AgentNodes(AgentPages agent, NodesOption wanted) throws VerbException {
    this.agent = agent;
    this.known = DiscoveryList.parse(agent.get("/sd"));
    this.targets = wanted.select(known.targets());
  }

  private static Map<String, List<String>> ownLabels() {
    Map<String, List<String>> labels = new HashMap<>();
    for (Metric metric : Catalog.ALL.metrics()) {
      labels.put(metric.name(), metric.allLabelNames());
    }
    return labels;
  }

  @Override
  public List<Target> targets() {
    return targets;
  }

  @Override
  public List<String> problems() {
    return List.of();
  }

  @Override
  public List<NodeView> ask(Set<String> metrics, Progress progress) throws VerbException {
    Map<NodeAddress, Answer> answers = new LinkedHashMap<>();
    targets.forEach(target -> answers.put(target.address(), new Answer()));
    for (Line line : SeriesText.parse(agent.get(page(metrics)))) {
      Answer answer = answers.get(known.nodeOf(line.labels()));
      if (answer != null) {
        answer.add(line);
      }
    }
    List<NodeView> views = new ArrayList<>();
    for (Target target : targets) {
      views.add(Objects.requireNonNull(answers.get(target.address())).view(target));
      progress.step();
    }
    return views;
  }

  @Override
  public NodeView ask(Target target, Set<String> metrics) throws VerbException {
    String page = "/scrape?target=" + AgentPages.encoded(target.address().toString());
    Answer answer = new Answer();
    for (Line line : SeriesText.parse(agent.get(page))) {
      if (line.name().equals(UP) || metrics.contains(line.name())) {
        answer.add(line);
      }
    }
    return answer.view(target);
  }

  private static String page(Collection<String> metrics) {
    StringBuilder query = new StringBuilder("/metrics?name[]=" + UP);
    new TreeSet<>(metrics).forEach(name -> query.append("&name[]=").append(name));
    return query.toString().replace("[]", "%5B%5D");
  }

  @Override
  public void close() {}

  /** The data of one node on the page. */
  private static final class Answer {
    private final Series series = new Series();
    private double up = Double.NaN;

    void add(Line line) {
      if (line.name().equals(UP)) {
        up = line.value();
        return;
      }
      List<String> names = OWN_LABELS.get(line.name());
      if (names != null) {
        List<String> values =
            names.stream().map(name -> line.labels().getOrDefault(name, "")).toList();
        series.add(line.name(), values, line.value());
      }
    }

    NodeView view(Target target) {
      String failure =
          Double.isNaN(up) ? "the agent does not poll it" : "the agent's last poll of it failed";
      return new NodeView(target, up == 1 ? null : failure, series);
    }
  }
}
