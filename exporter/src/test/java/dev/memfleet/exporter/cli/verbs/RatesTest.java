package dev.memfleet.exporter.cli.verbs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.exporter.node.NodeAddress;
import dev.memfleet.exporter.node.Target;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RatesTest {
  private static final long SECOND = 1_000_000_000L;

  private final Rates rates = new Rates();
  private final Target node = new Target(NodeAddress.parse("a"), Map.of());

  @Test
  void secondAnswer_hasTheRatesSinceTheFirst() {
    TopRow first = row(answer(100, 10, 10, 5), 0);
    TopRow second = row(answer(102, 40, 20, 9), 2 * SECOND);

    assertThat(first.operations()).isNaN();
    assertThat(first.hitRatio()).isEqualTo(0.5);
    assertThat(second.operations()).isEqualTo(20);
    assertThat(second.hitRatio()).isEqualTo(0.75);
    assertThat(second.evictions()).isEqualTo(2);
  }

  @Test
  void sameAnswerOfAnAgent_keepsItsRates() {
    row(answer(100, 0, 0, 0), 0);
    TopRow second = row(answer(115, 30, 0, 0), 15 * SECOND);

    TopRow third = row(answer(115, 30, 0, 0), 17 * SECOND);
    assertThat(third.operations()).isEqualTo(second.operations()).isEqualTo(2);
    assertThat(row(answer(130, 60, 0, 0), 30 * SECOND).operations()).isEqualTo(2);
  }

  @Test
  void restartAndAbsence_haveNoRate() {
    row(answer(100, 50, 0, 0), 0);
    assertThat(row(answer(1, 0, 0, 0), SECOND).operations()).isNaN();
    assertThat(row(answer(2, 3, 0, 0), 2 * SECOND).operations()).isEqualTo(3);
    assertThat(row(new NodeView(node, "refused", new Series()), 3 * SECOND).operations()).isNaN();
    assertThat(row(answer(4, 9, 0, 0), 4 * SECOND).operations()).isNaN();
  }

  private TopRow row(NodeView view, long nanos) {
    return rates.rows(List.of(view), nanos).get(0);
  }

  private NodeView answer(double uptime, double hits, double misses, double evictions) {
    Series series = new Series();
    series.add("memcached_uptime_seconds", List.of(), uptime);
    series.add("memcached_commands_total", List.of("get", "hit"), hits);
    series.add("memcached_commands_total", List.of("get", "miss"), misses);
    series.add("memcached_items_evicted_total", List.of(), evictions);
    return new NodeView(node, null, series);
  }
}
