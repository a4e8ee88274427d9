package dev.memfleet.server.differential;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;

/** Draws binary requests that leave the connection open; the others are left to transcripts. */
final class RandomBinaryCommand {
  private static final List<Integer> RETRIEVALS = List.of(0x00, 0x09, 0x0c, 0x0d);
  private static final List<Integer> RETRIEVALS_WITH_TTL = List.of(0x1c, 0x1d, 0x1e, 0x23, 0x24);
  private static final List<Integer> STORAGE = List.of(0x01, 0x11, 0x02, 0x12, 0x03, 0x13);
  private static final List<Integer> EXTENSIONS = List.of(0x0e, 0x0f, 0x19, 0x1a);
  private static final List<Integer> DELETIONS = List.of(0x04, 0x14);
  private static final List<Integer> ARITHMETIC = List.of(0x05, 0x06, 0x15, 0x16);
  private static final List<Integer> FLUSHES = List.of(0x08, 0x18);
  private static final List<Integer> TTLS = List.of(0, 0, 0, 5000, 100_000, 2_000_000_000);
  private static final List<Long> DELTAS = List.of(0L, 1L, 9L, 10L, 99L, -1L, -2L);
  private static final List<Integer> LARGE =
      List.of(8_000, 16_300, 100_000, 524_100, 524_288, 700_000, 1_048_000);
  private static final int NO_CREATION = -1;

  private final Random random;

  RandomBinaryCommand(long seed) {
    random = new Random(seed);
  }

  BinaryCommand next() {
    int dice = random.nextInt(1000);
    if (dice < 300) {
      return new BinaryCommand(pick(RETRIEVALS), "", key(), "", 0);
    }
    if (dice < 400) {
      return new BinaryCommand(pick(RETRIEVALS_WITH_TTL), words(pick(TTLS)), key(), "", 0);
    }
    if (dice < 650) {
      return new BinaryCommand(
          pick(STORAGE), words(random.nextInt(), pick(TTLS)), key(), value(), cas());
    }
    if (dice < 750) {
      return new BinaryCommand(pick(EXTENSIONS), "", key(), value(), cas());
    }
    if (dice < 850) {
      return new BinaryCommand(pick(DELETIONS), "", key(), "", cas());
    }
    if (dice < 998) {
      return new BinaryCommand(pick(ARITHMETIC), arithmetic(), key(), "", 0);
    }
    return new BinaryCommand(pick(FLUSHES), "", "", "", 0);
  }

  private String arithmetic() {
    ByteBuffer extras = ByteBuffer.allocate(20).putLong(pick(DELTAS)).putLong(random.nextInt(100));
    extras.putInt(random.nextInt(3) == 0 ? NO_CREATION : pick(TTLS));
    return new String(extras.array(), ISO_8859_1);
  }

  private static String words(int... words) {
    ByteBuffer extras = ByteBuffer.allocate(Integer.BYTES * words.length);
    for (int word : words) {
      extras.putInt(word);
    }
    return new String(extras.array(), ISO_8859_1);
  }

  private long cas() {
    return switch (random.nextInt(5)) {
      case 0 -> BinaryCommand.LAST_CAS;
      case 1 -> 1 + random.nextInt(1000);
      default -> 0;
    };
  }

  private String key() {
    return random.nextInt(100) == 0
        ? "k".repeat(245 + random.nextInt(6))
        : "key" + random.nextInt(300);
  }

  private String value() {
    int dice = random.nextInt(1000);
    if (dice < 400) {
      return "" + Math.abs(random.nextLong() >> (1 + random.nextInt(63)));
    }
    if (dice < 999) {
      return "\u0000\r\n\u0080v".repeat(random.nextInt(dice < 900 ? 10 : 500));
    }
    return "x".repeat(pick(LARGE) + random.nextInt(700));
  }

  private <T> T pick(List<T> choice) {
    return choice.get(random.nextInt(choice.size()));
  }
}
