package dev.memfleet.server.differential;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The numeric arguments of all commands. Each has a request in which {@code #} marks the number,
 * the set of words that memcached 1.6.45 accepts as the number, and its reply to any other word.
 * Debian's 1.6.18 accepts more words, but the words that both versions accept have the same
 * replies.
 */
enum NumericArgument {
  // spotless:off
  TOUCH("touch k #", Kind.SIGNED_32, "CLIENT_ERROR invalid exptime argument"),
  GAT("gat # k", Kind.SIGNED_32, "CLIENT_ERROR invalid exptime argument"),
  GATS("gats # k", Kind.SIGNED_32, "CLIENT_ERROR invalid exptime argument"),
  FLUSH_ALL("flush_all #", Kind.SIGNED_32, "CLIENT_ERROR invalid exptime argument"),
  INCR("incr k #", Kind.UNSIGNED_64, "CLIENT_ERROR invalid numeric delta argument"),
  DECR("decr k #", Kind.UNSIGNED_64, "CLIENT_ERROR invalid numeric delta argument"),
  SET_FLAGS("set k # 0 1\r\n1", Kind.UNSIGNED_C, "CLIENT_ERROR bad command line format"),
  SET_EXPTIME("set k 0 # 1\r\n1", Kind.SIGNED_C, "CLIENT_ERROR bad command line format"),
  APPEND_FLAGS("append k # 0 1\r\n1", Kind.UNSIGNED_C, "CLIENT_ERROR bad command line format"),
  ADD_EXPTIME("add new 0 # 1\r\n1", Kind.SIGNED_C, "CLIENT_ERROR bad command line format"),
  CAS_UNIQUE("cas k 0 0 1 #\r\n1", Kind.UNSIGNED_64, "CLIENT_ERROR bad command line format"),
  MG_TTL("mg k T# t", Kind.SIGNED_32, "CLIENT_ERROR bad token in command line format"),
  MG_VIVIFY("mg new N# t v", Kind.SIGNED_32, "CLIENT_ERROR bad token in command line format"),
  MG_RECACHE("mg k R# t v", Kind.SIGNED_32, "CLIENT_ERROR bad token in command line format"),
  MG_CAS("mg k C# v", Kind.UNSIGNED_64, "CLIENT_ERROR bad token in command line format"),
  MS_TTL("ms k 1 T#\r\n2", Kind.SIGNED_32, "CLIENT_ERROR bad token in command line format"),
  MS_VIVIFY("ms k 1 N#\r\n2", Kind.SIGNED_32, "CLIENT_ERROR bad token in command line format"),
  MS_FLAGS("ms k 1 F#\r\n2", Kind.UNSIGNED_32, "CLIENT_ERROR bad command line format"),
  MS_CAS("ms k 1 C#\r\n2", Kind.UNSIGNED_64, "CLIENT_ERROR bad token in command line format"),
  MD_TTL("md k I T#", Kind.SIGNED_32, "CLIENT_ERROR bad token in command line format"),
  MD_CAS("md k C#", Kind.UNSIGNED_64, "CLIENT_ERROR bad token in command line format"),
  MA_DELTA("ma k D# v", Kind.UNSIGNED_64, "CLIENT_ERROR invalid or duplicate flag"),
  MA_DECREMENT("ma k MD D# v", Kind.UNSIGNED_64, "CLIENT_ERROR invalid or duplicate flag"),
  MA_INITIAL("ma new N0 J# v", Kind.UNSIGNED_64, "CLIENT_ERROR invalid or duplicate flag"),
  MA_VIVIFY("ma new N# t v", Kind.SIGNED_32, "CLIENT_ERROR invalid or duplicate flag"),
  MA_TTL("ma k T# t v", Kind.SIGNED_32, "CLIENT_ERROR invalid or duplicate flag"),
  MA_CAS("ma k C# v", Kind.UNSIGNED_64, "CLIENT_ERROR invalid or duplicate flag"),
  VERBOSITY("verbosity #", Kind.UNSIGNED_32, "CLIENT_ERROR bad command line format"),
  MEMORY_LIMIT("cache_memlimit #", Kind.UNSIGNED_32, "ERROR"),
  REASSIGN_SOURCE("slabs reassign # 2", Kind.SIGNED_32, "CLIENT_ERROR bad command line format"),
  REASSIGN_TARGET("slabs reassign 2 #", Kind.SIGNED_32, "CLIENT_ERROR bad command line format"),
  AUTOMOVE("slabs automove #", Kind.UNSIGNED_32, "CLIENT_ERROR bad command line format"),
  TUNE_HOT("lru tune # 10 0.1 2.0", Kind.UNSIGNED_32, "ERROR"),
  TUNE_WARM("lru tune 10 # 0.1 2.0", Kind.UNSIGNED_32, "ERROR"),
  TEMPORARY_TTL("lru temp_ttl #", Kind.SIGNED_32, "ERROR"),
  CRAWLER_SLEEP("lru_crawler sleep #", Kind.UNSIGNED_32, "CLIENT_ERROR bad command line format"),
  CRAWLER_TO_CRAWL("lru_crawler tocrawl #", Kind.UNSIGNED_32, "CLIENT_ERROR bad command line format"),
  CACHEDUMP_CLASS("stats cachedump # 1", Kind.UNSIGNED_32, "CLIENT_ERROR bad command line format"),
  CACHEDUMP_LIMIT("stats cachedump 5 #", Kind.UNSIGNED_32, "CLIENT_ERROR bad command line format"),
  EXTSTORE_AGE("extstore item_age #", Kind.UNSIGNED_32, "ERROR"),
  EXTSTORE_SIZE("extstore item_size #", Kind.UNSIGNED_32, "ERROR"),
  EXTSTORE_TTL("extstore low_ttl #", Kind.UNSIGNED_32, "ERROR"),
  EXTSTORE_RATE("extstore recache_rate #", Kind.UNSIGNED_32, "ERROR"),
  EXTSTORE_COMPACT("extstore compact_under #", Kind.UNSIGNED_32, "ERROR"),
  EXTSTORE_DROP("extstore drop_under #", Kind.UNSIGNED_32, "ERROR"),
  EXTSTORE_SLEEP("extstore max_sleep #", Kind.UNSIGNED_32, "ERROR"),
  EXTSTORE_UNREAD("extstore drop_unread #", Kind.UNSIGNED_32, "ERROR");
  // spotless:on

  /** Which words are numbers. */
  private enum Kind {
    /** Digits, at most 11 of them. */
    UNSIGNED_32("[0-9]{1,11}", BigInteger.ZERO, power(32)),
    /** Digits, at most 22 of them. */
    UNSIGNED_64("[0-9]{1,22}", BigInteger.ZERO, power(64)),
    /** Digits, perhaps with a minus, at most 11 characters. */
    SIGNED_32("(?=.{1,11}$)-?[0-9]+", power(31).negate(), power(31)),
    /** What C's strtoul takes, as 1.6.18 does too. */
    UNSIGNED_C(".*", BigInteger.ZERO, power(64)),
    /** What C's strtol takes, as 1.6.18 does too. */
    SIGNED_C(".*", BigInteger.ZERO, power(64));

    private final Pattern form;
    private final BigInteger least;
    private final BigInteger beyond;

    Kind(String form, BigInteger least, BigInteger beyond) {
      this.form = Pattern.compile(form);
      this.least = least;
      this.beyond = beyond;
    }

    private boolean takes(String word) {
      if (this == UNSIGNED_C || this == SIGNED_C) {
        return true;
      }
      if (!form.matcher(word).matches()) {
        return false;
      }
      BigInteger number = new BigInteger(word);
      return number.compareTo(least) >= 0 && number.compareTo(beyond) < 0;
    }
  }

  private static final int[] LIMITS = {7, 8, 15, 16, 31, 32, 63, 64};

  private final String request;
  private final Kind kind;
  private final String refusal;

  NumericArgument(String request, Kind kind, String refusal) {
    this.request = request;
    this.kind = kind;
    this.refusal = refusal + "\r\n";
  }

  private static BigInteger power(int bits) {
    return BigInteger.ONE.shiftLeft(bits);
  }

  /** Whether memcached 1.6.45 reads this word as the length of a value; it adds the line end. */
  static boolean isLength(String word) {
    return Kind.SIGNED_32.takes(word)
        && new BigInteger(word).signum() >= 0
        && new BigInteger(word).compareTo(power(31).subtract(BigInteger.TWO)) < 0;
  }

  /** Whether memcached 1.6.45 reads this word as a cas id. */
  static boolean isCas(String word) {
    return Kind.UNSIGNED_64.takes(word);
  }

  /** Whether memcached 1.6.45 reads this word as the number. */
  boolean takes(String word) {
    return kind.takes(word);
  }

  /** The request with this word as the number. */
  String with(String word) {
    return request.replace("#", word) + "\r\n";
  }

  /** The reply to a word that is not taken. */
  String refusal() {
    return refusal;
  }

  /** Numbers at, below and beyond the limits, negative, with signs, zeros, and what is none. */
  static List<String> words() {
    List<BigInteger> numbers = new ArrayList<>();
    for (int bits : LIMITS) {
      for (int i = -1; i <= 1; i++) {
        numbers.add(power(bits).add(BigInteger.valueOf(i)));
      }
    }
    for (long more : List.of(0L, 64L, 100L, 2_592_000L, 2_592_001L, 1_795_664_211_000L)) {
      numbers.add(BigInteger.valueOf(more));
    }
    List<String> words = new ArrayList<>();
    for (BigInteger number : numbers) {
      words.addAll(List.of(number.toString(), "-" + number, "+" + number));
      words.addAll(List.of("0" + number, "-00" + number, "0".repeat(12) + number));
    }
    words.addAll(List.of("-", "+", "x", "1x", "x1", "1.5", "1e3", "0x10", "--1", "+-1", "\t1"));
    words.addAll(List.of("1\t", "1,", "0".repeat(22), "0".repeat(23)));
    return words;
  }
}
