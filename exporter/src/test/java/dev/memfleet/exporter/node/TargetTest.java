package dev.memfleet.exporter.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.memfleet.exporter.yaml.Quoted;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {
  private static final NodeAddress ADDRESS = NodeAddress.parse("localhost");

  @Test
  void labels_areSortedAndCannotBeChanged() {
    Map<String, String> labels = new HashMap<>(Map.of("zone", "b", "pool", "x", "_a", ""));

    Target target = new Target(ADDRESS, labels);
    labels.clear();

    assertThat(target.labels().keySet()).containsExactly("_a", "pool", "zone");
    assertThatThrownBy(() -> target.labels().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a-b", "1a", "é", "a b", "a\n"})
  void label_withAnInvalidName_isRefused(String name) {
    assertThatThrownBy(() -> new Target(ADDRESS, Map.of(name, "x")))
        .hasMessage(Quoted.text(name) + " is not a label name (expected letters, digits and _)");
  }

  @Test
  void label_thatPrometheusReserves_isRefused() {
    assertThatThrownBy(() -> new Target(ADDRESS, Map.of("__name__", "x")))
        .hasMessage("label \"__name__\": Prometheus reserves names with __ in front");
  }

  @Test
  void label_ofOurMetrics_isRefused() {
    assertThatThrownBy(() -> LabelName.check("slab", Set.of("slab")))
        .hasMessage("label \"slab\" is one of the exporter's own");
  }
}
