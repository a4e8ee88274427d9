package dev.memfleet.exporter.node;

import java.nio.charset.StandardCharsets;

/**
 * The part of the fleet that one of several agents polls. Each node belongs to the shard with the
 * highest score for its address, so that a new shard takes its nodes evenly from all others, and no
 * node moves between those (rendezvous hashing, Thaler and Ravishankar 1998).
 *
 * @param index 0 to total - 1
 * @param total at least 1
 */
public record Shard(int index, int total) {
  /** All nodes. */
  public static final Shard UNSHARDED = new Shard(0, 1);

  /** Upper limit, more agents than needed in practice; a node's score is computed once for each. */
  public static final int MAX_TOTAL = 10_000;

  // The constants of FNV-1a and of MurmurHash3's finalizer.
  private static final long FNV_BASIS = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;
  private static final long MIX_A = 0xff51afd7ed558ccdL;
  private static final long MIX_B = 0xc4ceb9fe1a85ec53L;

  public Shard {
    if (total < 1 || total > MAX_TOTAL || index < 0 || index >= total) {
      throw new IllegalArgumentException(
          "shard %d of %d (expected an index below the total, of at most %d)"
              .formatted(index, total, MAX_TOTAL));
    }
  }

  /** Whether a node belongs to this shard; all agents with the same total agree. */
  public boolean owns(NodeAddress address) {
    long node = hash(address.toString());
    long own = score(node, index);
    for (int other = 0; other < total; other++) {
      int order = Long.compareUnsigned(score(node, other), own);
      if (order > 0 || (order == 0 && other < index)) {
        return false;
      }
    }
    return true;
  }

  private static long hash(String address) {
    long hash = FNV_BASIS;
    for (byte b : address.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (b & 0xff)) * FNV_PRIME;
    }
    return hash;
  }

  private static long score(long node, int shard) {
    return mixed(node ^ mixed(shard + 1));
  }

  private static long mixed(long value) {
    long mixed = (value ^ value >>> 33) * MIX_A;
    mixed = (mixed ^ mixed >>> 33) * MIX_B;
    return mixed ^ mixed >>> 33;
  }
}
