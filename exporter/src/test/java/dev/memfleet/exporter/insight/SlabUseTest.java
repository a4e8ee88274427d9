package dev.memfleet.exporter.insight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.exporter.insight.dump.Age;
import dev.memfleet.exporter.insight.dump.Part;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SlabUseTest {
  private static final NodeSample WITHOUT = sample(Map.of());
  private static final NodeSample WITH =
      sample(Map.of("22:chunk_size", "9624", "22:total_pages", "3"));

  private static NodeSample sample(Map<String, String> slabs) {
    return new NodeSample(0, Map.of(), Map.of(), Map.of(), slabs);
  }

  private static Part part() {
    List<Long> ages = Collections.nCopies(Age.values().length, 0L);
    return new Part("22", 1, 9000, 9624, 0, 0, 0, 0, 0, ages, ages, new Part.Sizes(0, 0, 0, 0));
  }

  @Test
  void classThatAppearsDuringTheDump_hasItsChunksAndPages() {
    SlabUse use = SlabUse.of(part(), WITHOUT, WITH);
    assertThat(use.chunkSize()).isEqualTo(9624);
    assertThat(use.pages()).isEqualTo(3);
  }

  @Test
  void classThatLosesItsLastPageDuringTheDump_hasItsChunksAndNoPage() {
    SlabUse use = SlabUse.of(part(), WITH, WITHOUT);
    assertThat(use.chunkSize()).isEqualTo(9624);
    assertThat(use.pages()).isZero();
  }
}
