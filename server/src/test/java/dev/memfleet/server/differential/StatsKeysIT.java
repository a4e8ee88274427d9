package dev.memfleet.server.differential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.server.peer.CacheServer;
import dev.memfleet.server.peer.Software;
import dev.memfleet.server.peer.TextClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The keys of each stats section and their order are those of the version imitated. */
class StatsKeysIT {
  private static final Set<String> DEFAULTS =
      Set.of("maxconns_fast", "slab_reassign", "lru_crawler", "lru_maintainer");

  static List<Arguments> profiles() {
    List<Arguments> cases = new ArrayList<>();
    for (Software software : Software.values()) {
      cases.add(Arguments.of(software, "modern", DEFAULTS));
      cases.add(
          Arguments.of(
              software,
              "no_lru_crawler,no_lru_maintainer",
              Set.of("maxconns_fast", "slab_reassign")));
      cases.add(
          Arguments.of(
              software,
              "no_maxconns_fast,no_slab_reassign",
              Set.of("lru_crawler", "lru_maintainer")));
      cases.add(Arguments.of(software, "idle_timeout=600", with("idle_timeout")));
      cases.add(Arguments.of(software, "temporary_ttl=60", with("temporary_ttl")));
    }
    return cases;
  }

  @ParameterizedTest(name = "{0} -o {1}")
  @MethodSource("profiles")
  void keys_comeInMemcachedsOrder(Software software, String option, Set<String> features)
      throws IOException {
    try (CacheServer server = software.start("-o", option);
        TextClient client = server.connect()) {
      client.exchange("set k 0 0 1\r\n1\r\n");
      assertThat(client.stats("").keySet())
          .containsExactlyElementsOf(expected(software, "general", "", features));
      assertThat(client.stats("settings").keySet())
          .containsExactlyElementsOf(expected(software, "settings", "", features));
      assertThat(client.stats("items").keySet())
          .containsExactlyElementsOf(expected(software, "items", "items:1:", features));
      assertThat(client.stats("slabs").keySet())
          .containsExactlyElementsOf(expected(software, "slabs", "1:", features));
    }
  }

  private static List<String> expected(
      Software software, String section, String prefix, Set<String> features) {
    return StatsKey.all().stream()
        .filter(key -> key.section().equals(section) && key.isIn(software))
        .filter(key -> key.feature().isEmpty() || features.contains(key.feature()))
        .map(key -> StatsKey.isTotal(key.name()) ? key.name() : prefix + key.name())
        .toList();
  }

  private static Set<String> with(String feature) {
    List<String> features = new ArrayList<>(DEFAULTS);
    features.add(feature);
    return Set.copyOf(features);
  }
}
