package dev.memfleet.server.net.tls;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Parses the cipher suites of {@code -o ssl_ciphers}, by OpenSSL's or IANA's names. As in
 * memcached, the list applies to versions up to TLS 1.2; the suites of TLS 1.3 are always enabled.
 */
final class CipherSuites {
  private static final String SEPARATOR = "_WITH_";

  private CipherSuites() {}

  /**
   * @param names the list, separated by colons
   * @param supported the suites that the TLS library supports, by their IANA names
   */
  static List<String> parse(String names, List<String> supported) throws IOException {
    Map<String, String> known = new TreeMap<>();
    supported.stream()
        .filter(suite -> suite.contains(SEPARATOR))
        .forEach(suite -> Stream.of(suite, openssl(suite)).forEach(name -> known.put(name, suite)));
    List<String> chosen =
        new ArrayList<>(supported.stream().filter(suite -> !suite.contains(SEPARATOR)).toList());
    for (String name : names.split(":", -1)) {
      String suite = known.get(name);
      if (suite == null) {
        throw new IOException(
            "Error setting the provided cipher(s): "
                + names
                + ": \""
                + name
                + "\" is not known (expected names like ECDHE-RSA-AES256-GCM-SHA384)");
      }
      chosen.add(suite);
    }
    return chosen;
  }

  /** The OpenSSL name of a suite, which omits TLS, WITH, CBC and a plain RSA key exchange. */
  private static String openssl(String suite) {
    String name =
        suite
            .replaceFirst("^TLS_(RSA_WITH_)?", "")
            .replace(SEPARATOR, "_")
            .replaceFirst("AES_(\\d+)", "AES$1")
            .replace("_CBC_", "_")
            .replace("POLY1305_SHA256", "POLY1305");
    return name.replace('_', '-');
  }
}
