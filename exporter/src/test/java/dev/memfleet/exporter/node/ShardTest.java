package dev.memfleet.exporter.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShardTest {
  private static final List<NodeAddress> NODES =
      IntStream.range(0, 5000)
          .mapToObj(n -> NodeAddress.parse("127.0.%d.%d:11211".formatted(n / 250, n % 250)))
          .toList();

  @Test
  void nodes_belongToExactlyOneShardEach_andAreSharedEvenly() {
    List<Integer> owned = new ArrayList<>(Collections.nCopies(10, 0));
    for (NodeAddress node : NODES) {
      List<Integer> owners =
          IntStream.range(0, 10).filter(i -> new Shard(i, 10).owns(node)).boxed().toList();
      assertThat(owners).hasSize(1);
      owned.set(owners.get(0), owned.get(owners.get(0)) + 1);
    }
    // 500 each; five standard deviations of a fair draw are 106.
    assertThat(owned).allSatisfy(count -> assertThat(count).isBetween(394, 606));
  }

  @Test
  void oneMoreShard_takesItsNodesFromTheOthers_andMovesNoOther() {
    int moved = 0;
    for (NodeAddress node : NODES) {
      int before = owner(node, 10);
      int after = owner(node, 11);
      if (after != before) {
        assertThat(after).isEqualTo(10);
        moved++;
      }
    }
    assertThat(moved).isBetween(350, 560); // 5000 / 11 and five standard deviations
  }

  @Test
  void owner_isTheSameInEveryReleaseAndOnEveryHost() {
    assertThat(NODES.stream().limit(8).map(node -> owner(node, 7)))
        .containsExactly(5, 5, 6, 4, 3, 4, 5, 4);
  }

  @Test
  void whole_ownsAll() {
    assertThat(NODES).allMatch(Shard.UNSHARDED::owns);
  }

  @ParameterizedTest
  @CsvSource({"0,0", "1,1", "-1,2", "0,10001"})
  void impossibleShard_isRefused(int index, int total) {
    assertThatThrownBy(() -> new Shard(index, total))
        .hasMessageContaining("expected an index below the total");
  }

  private static int owner(NodeAddress node, int total) {
    return IntStream.range(0, total)
        .filter(index -> new Shard(index, total).owns(node))
        .findFirst()
        .orElseThrow();
  }
}
