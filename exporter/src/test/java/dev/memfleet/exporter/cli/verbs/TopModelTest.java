package dev.memfleet.exporter.cli.verbs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.exporter.node.NodeAddress;
import dev.memfleet.exporter.node.Target;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jline.utils.AttributedString;
import org.junit.jupiter.api.Test;

class TopModelTest {
  private final TopModel model = new TopModel();

  TopModelTest() {
    model.show(List.of(row("b", 5, 0.9), row("a", 7, 0.1), down("c"), row("d", Double.NaN, 0.5)));
  }

  @Test
  void mostOperations_areFirst_andNodesWithoutARateLast() {
    assertThat(shown()).isEqualTo("a b c d");
  }

  @Test
  void keyOfAColumn_sortsByIt_andReversesTheSecondTime() {
    model.handleKey('h');
    assertThat(shown()).isEqualTo("b d a c");
    model.handleKey('h');
    assertThat(shown()).isEqualTo("c a d b");
    model.handleKey('n');
    assertThat(shown()).isEqualTo("a b c d");
  }

  @Test
  void typing_filtersUntilEscape() {
    model.handleKey('/');
    model.handleKey('q');
    assertThat(shown()).isEmpty();
    assertThat(model.isEnded()).isFalse();
    model.handleKey(TopKey.BACKSPACE);
    model.handleKey('D');
    assertThat(shown()).isEqualTo("d");
    model.handleKey(TopKey.ENTER);
    assertThat(model.isTyping()).isFalse();
    assertThat(shown()).isEqualTo("d");
    model.handleKey(TopKey.ESCAPE);
    assertThat(shown()).isEqualTo("a b c d");
  }

  @Test
  void enter_looksAtTheSelectedNode_andEscapeGoesBack() {
    model.handleKey(TopKey.UP);
    model.handleKey(TopKey.DOWN);
    model.handleKey(TopKey.ENTER);
    assertThat(Objects.requireNonNull(model.drilled()).address()).isEqualTo("b:11211");
    model.handleKey('n');
    assertThat(model.drilled()).isNotNull();
    model.handleKey(TopKey.ESCAPE);
    assertThat(model.drilled()).isNull();
    model.handleKey(TopKey.PAGE_DOWN);
    assertThat(model.selected()).isEqualTo(3);
    model.handleKey('q');
    assertThat(model.isEnded()).isTrue();
  }

  @Test
  void page_fitsEveryTerminal() {
    for (int columns : new int[] {20, 80, 200}) {
      for (int lines : new int[] {5, 24}) {
        List<AttributedString> page = new TopPage(columns, lines).draw(model, null, "12:00:00", "");
        assertThat(page).hasSize(lines).allMatch(line -> line.length() == columns - 1);
      }
    }
  }

  @Test
  void page_of80Columns_hasEveryColumn_andTheReasonOfWhatIsDown() {
    List<String> page =
        new TopPage(80, 24)
            .draw(model, null, "12:00:00", "").stream().map(AttributedString::toString).toList();

    assertThat(page.get(0)).startsWith("memfleet top  12:00:00  4 nodes, 1 down");
    assertThat(page.get(2).strip().split(" +", -1))
        .containsExactly("NODE", "OPS/Sv", "HITS", "EVICT/S", "MEM", "CONNS", "ITEMS", "UPTIME");
    assertThat(page.get(5)).startsWith("c:11211 ").contains(" refused: ?[2J");
    assertThat(page.get(23)).startsWith("q quit");
  }

  private String shown() {
    return String.join(
        " ", model.shown().stream().map(row -> row.view().target().address().host()).toList());
  }

  private static TopRow row(String node, double operations, double hitRatio) {
    return new TopRow(
        new NodeView(target(node), null, new Series()), operations, hitRatio, Double.NaN);
  }

  private static TopRow down(String node) {
    NodeView view = new NodeView(target(node), "refused: \u001b[2J", new Series());
    return new TopRow(view, Double.NaN, Double.NaN, Double.NaN);
  }

  private static Target target(String node) {
    return new Target(NodeAddress.parse(node), Map.of());
  }
}
