package dev.memfleet.exporter.insight.watch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RealGetsTest {
  private final List<String> seen = new ArrayList<>();
  private final RealGets gets =
      new RealGets(
          new WatchLog() {
            @Override
            public void get(WatchLine line) {
              seen.add("get " + key(line));
            }

            @Override
            public void store(WatchLine line) {
              seen.add("store " + key(line));
            }
          });
  private final WatchParser parser = new WatchParser(gets, line -> {});

  private static String key(WatchLine line) {
    return new String(line.bytes(), line.keyFrom(), line.keyTo() - line.keyFrom(), ISO_8859_1);
  }

  @Test
  void getOfAStore_isLeftOut() {
    feed("1.1", "get a", 1);
    feed("1.2", "get a", 1);
    feed("1.3", "store a", 1);
    gets.flush();
    assertThat(seen).containsExactly("get a", "store a");
  }

  @Test
  void connections_areHeldApart() {
    feed("1.1", "get a", 1);
    feed("1.1", "get a", 2);
    feed("1.2", "store a", 2);
    feed("1.2", "get b", 1);
    gets.flush();
    assertThat(seen).containsExactly("store a", "get a", "get b");
  }

  @Test
  void storeOfAnotherKey_leavesTheGet() {
    feed("1.1", "get a", 1);
    feed("1.2", "store b", 1);
    assertThat(seen).containsExactly("get a", "store b");
  }

  @Test
  void idleConnection_isHandedOnAfterASecond() {
    feed("1.1", "get a", 1);
    feed("3.1", "get b", 2);
    assertThat(seen).containsExactly("get a");
  }

  @Test
  void lostLines_dropWhatIsHeld() {
    feed("1.1", "get a", 1);
    byte[] skipped = "skipped=3\n".getBytes(ISO_8859_1);
    parser.feed(skipped, 0, skipped.length);
    gets.flush();
    assertThat(seen).isEmpty();
  }

  private void feed(String at, String what, int connection) {
    String[] words = what.split(" ", -1);
    byte[] line =
        "ts=%s gid=1 type=item_%s key=%s status=stored clsid=1 cfd=%d size=3\n"
            .formatted(at, words[0], words[1], connection)
            .getBytes(ISO_8859_1);
    parser.feed(line, 0, line.length);
  }
}
