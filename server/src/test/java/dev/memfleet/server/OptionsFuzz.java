package dev.memfleet.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.memfleet.server.config.Options;
import dev.memfleet.server.config.OptionsParser;
import dev.memfleet.server.config.UsageException;
import dev.memfleet.server.store.StoreOptions;
import dev.memfleet.server.store.slab.SlabClasses;
import java.util.List;
import java.util.Map;

/**
 * Any arguments either give options that a store can use, or are refused with a message and an exit
 * status.
 */
class OptionsFuzz {
  private static final int PAGE = 1 << 20;

  /** The input has one argument per line. */
  @FuzzTest(maxDuration = "5s")
  void arguments_anyText_areReadOrRefused(byte[] input) {
    List<String> arguments = List.of(new String(input, UTF_8).split("\n", -1));
    try {
      check(OptionsParser.parse("1.2.3", Map.of(), arguments));
    } catch (UsageException refused) {
      assertThat(refused.status()).isBetween(0, 67);
      assertThat(refused.getMessage()).isNotEmpty();
    }
  }

  private static void check(Options options) {
    assertThat(options.network().port()).isBetween(-1, 65_535);
    assertThat(options.network().threads()).isPositive();
    assertThat(options.network().maxConnections()).isPositive();
    assertThat(options.network().requestsPerEvent()).isPositive();
    StoreOptions store = options.store();
    assertThat(store.slabs().maxBytes()).isGreaterThanOrEqualTo(2L * store.slabs().itemSizeMax());
    SlabClasses classes = new SlabClasses(store.slabs());
    assertThat(classes.largest()).isBetween(1, SlabClasses.LIMIT - 1);
    for (int slabClass = 1; slabClass <= classes.largest(); slabClass++) {
      assertThat(classes.chunkSize(slabClass)).isBetween(classes.chunkSize(1), PAGE);
      assertThat(classes.classOf(classes.chunkSize(slabClass))).isEqualTo(slabClass);
    }
  }
}
