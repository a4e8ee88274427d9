package dev.memfleet.server.config;

import dev.memfleet.server.config.TlsOptions.Verification;
import java.util.List;

/**
 * A mutable builder of the TLS options, filled by the command-line parser; memcached's defaults.
 */
final class TlsDraft {
  private static final int PEM = 1;
  private static final int OLDEST_USABLE = 2;
  private static final int NEWEST = 3;
  private static final int KILO = 1 << 10;

  boolean enabled;
  boolean sessionCache;
  String chain = "";
  String key = "";
  String authorities = "";
  String ciphers = "";
  private Verification verification = Verification.NONE;
  private int writeBufferBytes = 16 << 10;
  private int minVersion = OLDEST_USABLE;

  void verifyMode(Argument value) throws UsageException {
    int mode = integer(value);
    Verification[] all = Verification.values();
    Draft.check(
        mode >= 0 && mode < all.length,
        "Invalid ssl_verify_mode " + mode + " (expected 0, 1, 2 or 3)");
    verification = all[mode];
  }

  void keyFormat(Argument value) throws UsageException {
    Draft.check(
        integer(value) == PEM,
        "ssl_keyformat=" + value.text() + " is not supported (expected 1, a key in PEM)");
  }

  void writeBuffer(Argument value) throws UsageException {
    long kilobytes = value.unsigned();
    Draft.check(
        kilobytes <= Integer.MAX_VALUE / KILO, "ssl_wbuf_size=" + kilobytes + " is too large");
    writeBufferBytes = (int) kilobytes * KILO;
  }

  void minVersion(Argument value, List<String> notices) throws UsageException {
    minVersion = integer(value);
    Draft.check(
        minVersion >= 0 && minVersion <= NEWEST,
        "Invalid ssl_min_version " + minVersion + " (expected 0, 1, 2 or 3)");
    if (minVersion < OLDEST_USABLE) {
      notices.add("-o ssl_min_version=" + minVersion + ": TLS 1.2 is the oldest supported version");
    }
  }

  private static int integer(Argument value) throws UsageException {
    String text = value.requireArgument();
    Draft.check(text.matches("-?\\d{1,9}"), value.unreadable());
    return Integer.parseInt(text);
  }

  void validate() throws UsageException {
    if (enabled) {
      Draft.refuse(
          chain.isEmpty(), "-Z requires the server's certificate: set -o ssl_chain_cert=<file>");
    }
  }

  TlsOptions options() {
    return new TlsOptions(
        enabled,
        chain,
        key,
        verification,
        authorities,
        ciphers,
        writeBufferBytes,
        sessionCache,
        minVersion);
  }
}
