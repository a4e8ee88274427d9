package dev.memfleet.exporter.cli.verbs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.exporter.node.NodeAddress;
import dev.memfleet.exporter.node.Target;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WaitLineTest {
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void withoutATerminal_eachChangeIsALine() {
    show(false);

    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualTo("waiting: 0 of 1 nodes healthy\nwaiting: 1 of 2 nodes healthy\n");
  }

  @Test
  void terminal_hasOneLineThatIsRemovedAtTheEnd() {
    show(true);

    assertThat(err.toString(StandardCharsets.UTF_8))
        .startsWith("\r\u001b[Kwaiting: 0 of 1 nodes healthy, 9s left")
        .doesNotContain("\n")
        .endsWith("left\r\u001b[K");
  }

  private void show(boolean terminal) {
    PrintStream out = new PrintStream(err, true, StandardCharsets.UTF_8);
    Shell shell =
        new Shell(
            InputStream.nullInputStream(),
            out,
            out,
            Palette.PLAIN,
            false,
            false,
            terminal,
            Map.of(),
            Set.of());
    try (WaitLine line = new WaitLine(shell)) {
      Health down = new Health(List.of(node("refused")));
      line.show(down, Duration.ofMillis(9_900));
      line.show(down, Duration.ofMillis(8_900));
      line.show(new Health(List.of(node(null), node("refused"))), Duration.ofMillis(7_900));
    }
  }

  private static NodeView node(@Nullable String failure) {
    return new NodeView(new Target(NodeAddress.parse("a"), Map.of()), failure, new Series());
  }
}
