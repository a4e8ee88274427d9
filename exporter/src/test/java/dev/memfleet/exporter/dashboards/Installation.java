package dev.memfleet.exporter.dashboards;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How the nodes of a stack are labelled beside their pool. */
public enum Installation {
  /** Nothing but the pool. */
  ALONE(""),
  /** Two clusters with two namespaces each; both pools have nodes in two of them. */
  TWO_CLUSTERS("eu shop, eu shop, eu blog, us shop, us shop, us blog");

  /** Cluster and namespace of each node, in the nodes' order. */
  private final String places;

  Installation(String places) {
    this.places = places;
  }

  /** Whether nodes have a label; all have one of their pool, job and address. */
  boolean has(String label) {
    return this == TWO_CLUSTERS || !(label.equals("cluster") || label.equals("namespace"));
  }

  /** The labels of a node by its position, in a fixed order. */
  Map<String, String> labels(int node, String pool) {
    Map<String, String> labels = new TreeMap<>(Map.of("pool", pool));
    List<String> all = List.of(places.split(", "));
    List<String> values = List.of(all.get(node % all.size()).split(" "));
    if (values.size() == 2) {
      labels.put("cluster", values.get(0));
      labels.put("namespace", values.get(1));
    }
    return labels;
  }
}
