package dev.memfleet.server.store.lru;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.server.memory.Memory;
import dev.memfleet.server.store.item.ItemLayout;
import org.junit.jupiter.api.Test;

class LruSegmentTest {
  @Test
  void replacedItem_hasTheLinksOfTheMoment_notThoseOfItsCopy() {
    try (LruRig rig = new LruRig(LruTuning.DEFAULT)) {
      long oldest = rig.put("oldest", 10, 0);
      long neighbour = rig.put("neighbour", 10, 0);
      long item = rig.put("item", 10, 0);
      long latest = rig.put("latest", 10, 0);
      LruSegment segment = rig.lru.segment(ItemLayout.lruIndex(item));
      int size = rig.slabs.classes().chunkSize(ItemLayout.slabClass(item));
      long copy = rig.slabs.take(ItemLayout.slabClass(item));
      Memory.copy(item, copy, size);

      rig.items.unlink(neighbour); // as another thread may while a page is emptied
      segment.replace(item, copy);

      assertThat(ItemLayout.prev(copy)).isEqualTo(latest);
      assertThat(ItemLayout.next(copy)).isEqualTo(oldest);
      assertThat(ItemLayout.prev(oldest)).isEqualTo(copy);
      assertThat(ItemLayout.next(latest)).isEqualTo(copy);
    }
  }
}
