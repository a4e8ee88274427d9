package dev.memfleet.exporter.dashboards;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How the nodes of a stack are labelled beside their pool. */
public enum Installation {
  /** Nothing but the pool. */
  ALONE(List.of("")),
  /** Two clusters with two namespaces each; both pools have nodes in two of them. */
  TWO_CLUSTERS(List.of("eu shop", "eu shop", "eu blog", "us shop", "us shop", "us blog"));

  private final List<String> places;

  Installation(List<String> places) {
    this.places = places;
  }

  /** Whether nodes have a label; all have one of their pool, job and address. */
  boolean has(String label) {
    return this == TWO_CLUSTERS || !(label.equals("cluster") || label.equals("namespace"));
  }

  /** The labels of a node by its position, in a fixed order. */
  Map<String, String> labels(int node, String pool) {
    Map<String, String> labels = new TreeMap<>(Map.of("pool", pool));
    List<String> values = new ArrayList<>(List.of(places.get(node % places.size()).split(" ")));
    if (values.size() == 2) {
      labels.put("cluster", values.get(0));
      labels.put("namespace", values.get(1));
    }
    return labels;
  }
}
