package dev.memfleet.server.differential;

import java.util.List;
import java.util.Random;

/**
 * Draws commands, valid and not. {@link #CAS} in a request stands for the last cas id a server
 * sent, since servers of two versions count them differently. What memcached 1.6.18 lacks (mg C, ms
 * s, the E and x flags, appending autovivification) is left to the recorded probes.
 */
final class RandomCommand {
  static final String CAS = "{cas}";

  private static final List<String> STORAGE = List.of("set", "add", "replace", "append", "prepend");
  private static final List<String> TTLS =
      List.of("0", "0", "0", "0", "5000", "2592000", "2000000000", "100000");
  private static final List<String> OVER = List.of("-1", "2592001", "-100");
  private static final List<String> NUMBERS =
      List.of(
          "0", "1", "9", "10", "99", "18446744073709551615", "18446744073709551614", "1x", "-1");
  private static final List<String> TOO_SHORT =
      List.of(
          "get",
          "gets",
          "gat",
          "gats",
          "gat 10",
          "set",
          "set k",
          "set k 0 0",
          "add k 0",
          "cas k",
          "incr",
          "incr k",
          "decr k",
          "delete",
          "touch",
          "touch k",
          "verbosity",
          "mg",
          "ms",
          "md",
          "ma");
  private static final List<String> UNKNOWN =
      List.of(
          "bogus", "GET k", "Set k 0 0 1", "getk k", "mx k", "se", "stats bogus", "\u00e9\u00e9");

  private final Random random;

  RandomCommand(long seed) {
    this.random = new Random(seed);
  }

  String next() {
    int dice = random.nextInt(1000);
    if (dice < 250) {
      return retrieval();
    }
    if (dice < 500) {
      return storage();
    }
    if (dice < 560) {
      return cas();
    }
    if (dice < 650) {
      return arithmetic();
    }
    if (dice < 720) {
      return deletionOrTouch();
    }
    if (dice < 960) {
      return meta();
    }
    return random.nextInt(400) > 0 ? invalid() : "flush_all" + noreply() + "\r\n";
  }

  private String retrieval() {
    String keys =
        String.join(" ", random.ints(1 + random.nextInt(4)).mapToObj(i -> key()).toList());
    return switch (random.nextInt(6)) {
      case 0 -> "gets " + keys + "\r\n";
      case 1 -> "gat " + ttl() + " " + keys + "\r\n";
      case 2 -> "gats " + ttl() + " " + keys + "\r\n";
      default -> "get " + keys + "\r\n";
    };
  }

  private String storage() {
    String verb = random.nextInt(3) == 0 ? "set" : pick(STORAGE);
    String key = key();
    return line(verb, key, flags() + " " + ttl(), valueFor(key), noreply());
  }

  private String cas() {
    String id = random.nextInt(4) == 0 ? "" + random.nextInt(1000) : CAS;
    String key = key();
    return line("cas", key, flags() + " " + ttl(), valueFor(key), " " + id + noreply());
  }

  private static String line(String verb, String key, String words, String value, String end) {
    return "%s %s %s %d%s\r\n%s\r\n".formatted(verb, key, words, value.length(), end, value);
  }

  private String arithmetic() {
    return pick(List.of("incr ", "decr ")) + key() + " " + pick(NUMBERS) + noreply() + "\r\n";
  }

  private String deletionOrTouch() {
    return switch (random.nextInt(3)) {
      case 0 -> "touch " + key() + " " + ttl() + noreply() + "\r\n";
      case 1 -> "delete " + key() + noreply() + "\r\n";
      default -> "delete " + key() + pick(List.of(" 0", " 1", " 0 noreply", " x")) + "\r\n";
    };
  }

  private String meta() {
    return switch (random.nextInt(8)) {
      case 0, 1, 2 -> "mg " + metaKey("k f s t v c h q u O1 N3000 R30 T4000 Pa L".split(" ", -1));
      case 3, 4 -> metaSet();
      case 5 -> "md " + metaKey("k q O2 I T3000 C1 C{cas}".split(" ", -1));
      case 6 ->
          "ma " + metaKey("k v t c q O3 N3000 J5 D2 MI MD M+ M- T5000 C1 C{cas}".split(" ", -1));
      default -> "me " + key() + "\r\n";
    };
  }

  private String metaSet() {
    String key = key();
    String value = valueFor(key);
    String flags = flags("k c q O4 F3 T5000 I ME MA MP MR MS MX C1 C{cas} z".split(" ", -1));
    return "ms %s %d%s\r\n%s\r\n".formatted(key, value.length(), flags, value);
  }

  private String metaKey(String[] flags) {
    if (random.nextInt(10) == 0) {
      String key = pick(List.of("YSBi", "Zm9v", "////", "YQ=="));
      return key + flags(flags).replace(" N3000", "") + " b\r\n";
    }
    return key() + flags(flags) + "\r\n";
  }

  private String flags(String[] choice) {
    StringBuilder flags = new StringBuilder();
    for (int i = random.nextInt(5); i > 0; i--) {
      flags.append(' ').append(choice[random.nextInt(choice.length)]);
    }
    return flags.toString();
  }

  private String invalid() {
    return switch (random.nextInt(9)) {
      case 0 -> pick(TOO_SHORT) + "\r\n";
      case 1 -> pick(UNKNOWN) + "\r\n";
      case 2 -> pick(List.of("", "x", " ", "m")) + "\r\n";
      case 3 ->
          pick(STORAGE) + " " + key() + " 0 0 " + pick(List.of("-1", "x", "2147483647")) + "\r\n";
      case 4 -> line(pick(STORAGE), key(), "x 0", refusedValue(), noreply());
      case 5 -> line(pick(STORAGE), key(), "0 1.5", refusedValue(), "");
      case 6 -> badChunk();
      case 7 -> "incr " + key() + " " + pick(List.of("x", "1.5", "18446744073709551616")) + "\r\n";
      default -> "touch " + key() + " x\r\n";
    };
  }

  private String badChunk() {
    int length = random.nextInt(40);
    return "set "
        + key()
        + " 0 0 "
        + length
        + "\r\n"
        + "d".repeat(length + 2 + random.nextInt(9))
        + "\r\n";
  }

  private String key() {
    int dice = random.nextInt(1000);
    if (dice < 10) {
      return "k".repeat(245 + random.nextInt(8));
    }
    return dice < 20 ? "caf\u00c3\u00a9\t" + dice : "key" + random.nextInt(300);
  }

  private String flags() {
    return pick(List.of("0", "0", "1", "65535", "4294967295"));
  }

  private String ttl() {
    return random.nextInt(30) == 0 ? pick(OVER) : pick(TTLS);
  }

  private String noreply() {
    return random.nextInt(8) == 0 ? " noreply" : "";
  }

  /** 1.6.18 reads the data of a refused line as a command: it must not be one, nor too long. */
  private String valueFor(String key) {
    return key.length() > 250 ? refusedValue() : value();
  }

  private String refusedValue() {
    return "d".repeat(random.nextInt(50));
  }

  private String value() {
    int dice = random.nextInt(1000);
    if (dice < 300) {
      return "" + Math.abs(random.nextLong() >> random.nextInt(64));
    }
    if (dice < 600) {
      return "v".repeat(random.nextInt(40));
    }
    if (dice < 660) {
      return "w".repeat(random.nextInt(2500));
    }
    if (dice < 999) {
      return "u".repeat(random.nextInt(200));
    }
    return "x"
        .repeat(
            pick(List.of(8_000, 16_300, 100_000, 524_100, 524_288, 700_000, 1_048_000))
                + random.nextInt(700));
  }

  private <T> T pick(List<T> choice) {
    return choice.get(random.nextInt(choice.size()));
  }
}
