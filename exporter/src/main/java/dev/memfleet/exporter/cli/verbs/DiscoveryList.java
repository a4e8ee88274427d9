package dev.memfleet.exporter.cli.verbs;

import dev.memfleet.exporter.node.NodeAddress;
import dev.memfleet.exporter.node.Target;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The contents of an agent's {@code /sd}: its nodes and their labels.
 *
 * @param addressLabel the label that carries a node's address on the agent's pages
 * @param sources the name of each node's source
 * @param profiles the name of each node's profile
 */
record DiscoveryList(
    List<Target> targets,
    String addressLabel,
    Map<NodeAddress, String> sources,
    Map<NodeAddress, String> profiles) {

  private static final String ADDRESS = "__param_target";
  private static final String INSTANCE = "instance";
  private static final String META = "__meta_memfleet_";

  static DiscoveryList parse(String json) throws VerbException {
    try {
      return read(new JsonArray(json));
    } catch (DecodeException | ClassCastException | IllegalArgumentException e) {
      throw new VerbException("/sd is not an agent's list of nodes: " + e.getMessage());
    }
  }

  private static DiscoveryList read(JsonArray groups) {
    List<Target> targets = new ArrayList<>();
    Map<NodeAddress, String> sources = new HashMap<>();
    Map<NodeAddress, String> profiles = new HashMap<>();
    Set<String> addressLabels = new TreeSet<>();
    for (int i = 0; i < groups.size(); i++) {
      JsonObject labels = groups.getJsonObject(i).getJsonObject("labels");
      NodeAddress address = NodeAddress.parse(labels.getString(ADDRESS));
      sources.put(address, labels.getString(META + "source", ""));
      profiles.put(address, labels.getString(META + "profile", ""));
      Map<String, String> own = new TreeMap<>();
      Set<String> named = new TreeSet<>();
      for (String name : labels.fieldNames()) {
        String value = labels.getString(name);
        if (name.startsWith("__")) {
          continue;
        }
        if (value.equals(labels.getString(ADDRESS))) {
          named.add(name);
        } else {
          own.put(name, value);
        }
      }
      if (targets.isEmpty()) {
        addressLabels.addAll(named);
      }
      addressLabels.retainAll(named);
      targets.add(new Target(address, own));
    }
    return new DiscoveryList(List.copyOf(targets), addressLabel(addressLabels), sources, profiles);
  }

  /** The label configured in the agent, if there is one besides Prometheus' own. */
  private static String addressLabel(Set<String> candidates) {
    return candidates.stream().filter(name -> !name.equals(INSTANCE)).findFirst().orElse(INSTANCE);
  }

  /** The node whose series has these labels; without labels, the page's only node. */
  @Nullable NodeAddress nodeOf(Map<String, String> labels) {
    String address = labels.get(addressLabel);
    if (address == null) {
      return targets.size() == 1 ? targets.get(0).address() : null;
    }
    try {
      return NodeAddress.parse(address);
    } catch (IllegalArgumentException notOurs) {
      return null;
    }
  }
}
