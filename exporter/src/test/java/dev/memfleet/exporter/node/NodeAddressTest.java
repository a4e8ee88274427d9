package dev.memfleet.exporter.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NodeAddressTest {
  // spotless:off
  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      localhost                              | localhost:11211
      LocalHost:11212                        | localhost:11212
      cache-1.example.com.                   | cache-1.example.com.:11211
      my_cache:1                             | my_cache:1
      3com.example                           | 3com.example:11211
      10.0.0.12                              | 10.0.0.12:11211
      10.0.0.12:65535                        | 10.0.0.12:65535
      localhost:00080                        | localhost:80
      ::1                                    | [::1]:11211
      ::                                     | [::]:11211
      [::1]                                  | [::1]:11211
      [::1]:11212                            | [::1]:11212
      [2001:DB8:0:0:1:0:0:1]:1               | [2001:db8::1:0:0:1]:1
      2001:db8:0:1:1:1:1:1                   | [2001:db8:0:1:1:1:1:1]:11211
      1:0:0:2:0:0:0:3                        | [1:0:0:2::3]:11211
      fe80::                                 | [fe80::]:11211
      0:0:0:0:0:0:0:1                        | [::1]:11211
      ::ffff:10.0.0.12                       | 10.0.0.12:11211
      [::ffff:0a00:000c]:11212               | 10.0.0.12:11212
      64:ff9b::10.0.0.12                     | [64:ff9b::a00:c]:11211
      [FE80:0::1%eth0.7]:1                   | [fe80::1%eth0.7]:1
      fe80::1%3                              | [fe80::1%3]:11211
      /run/memcached.sock                    | /run/memcached.sock
      unix:/run/memcached.sock               | /run/memcached.sock
      unix:///run/memcached.sock             | /run/memcached.sock
      ./memcached.sock                       | ./memcached.sock
      run/memcached.sock                     | run/memcached.sock
      """)
  // spotless:on
  void address_readFromAnySpelling_isCanonical(String text, String canonical) {
    NodeAddress address = NodeAddress.parse(text);

    assertThat(address).hasToString(canonical);
    assertThat(NodeAddress.parse(canonical)).isEqualTo(address).hasSameHashCodeAs(address);
    assertThat(address.isUnix()).isEqualTo(canonical.contains("/"));
  }

  // spotless:off
  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      ``                            | "": empty
      `a b`                         | "a b": white space
      ` localhost`                  | " localhost": white space
      localhost:                    | "localhost:": no port after :
      localhost:0                   | "localhost:0": port out of range
      10.0.0.12:99999               | "10.0.0.12:99999": port out of range
      localhost:65536               | "localhost:65536": port out of range
      localhost:4294978507          | "localhost:4294978507": port out of range
      localhost:http                | "localhost:http": port is not a number
      localhost:-1                  | "localhost:-1": port is not a number
      localhost:+80                 | "localhost:+80": port is not a number
      localhost:١١٢١١               | "localhost:١١٢١١": port is not a number
      :11211                        | ":11211": no host
      :                             | ":": no port after :
      user@localhost                | "user@localhost": an address must not contain user info
      user:pw@localhost:11211       | "user:pw@localhost:11211": an address must not contain user info
      -cache                        | "-cache": not a host name
      cache-                        | "cache-": not a host name
      a..b                          | "a..b": not a host name
      .                             | ".": not a host name
      ca%che                        | "ca%che": not a host name
      café..test                    | "café..test": not a host name
      host?x=1                      | "host?x=1": not a host name
      1.2.3                         | "1.2.3": not an IPv4 address
      1.2.3.256                     | "1.2.3.256": not an IPv4 address
      1.2.3.4.                      | "1.2.3.4.": not an IPv4 address
      010.0.0.1                     | "010.0.0.1": not an IPv4 address
      0x7f000001                    | "0x7f000001": not an IPv4 address
      0x7f.1                        | "0x7f.1": not an IPv4 address
      2130706433                    | "2130706433": not an IPv4 address
      11211                         | "11211": not an IPv4 address
      1:2:3                         | "1:2:3": not an IPv6 address
      :::                           | ":::": not an IPv6 address
      ::1::                         | "::1::": not an IPv6 address
      1:2:3:4:5:6:7:8:9             | "1:2:3:4:5:6:7:8:9": not an IPv6 address
      1:2:3:4::5:6:7:8              | "1:2:3:4::5:6:7:8": not an IPv6 address
      12345::                       | "12345::": not an IPv6 address
      ::ffff:010.0.0.1              | "::ffff:010.0.0.1": not an IPv4 address
      fe80::1%                      | "fe80::1%": not an IPv6 address with the zone of an interface
      fe80::1%eth0%eth1             | "fe80::1%eth0%eth1": not an IPv6 address with the zone of an interface
      ::ffff:10.0.0.1%eth0          | "::ffff:10.0.0.1%eth0": not an IPv6 address with the zone of an interface
      [::1                          | "[::1": no ] after [
      [::1]11211                    | "[::1]11211": no : after ]
      [::1]:                        | "[::1]:": no port after :
      [localhost]:11211             | "[localhost]:11211": not an IPv6 address
      []                            | "[]": not an IPv6 address
      file:///etc/passwd            | "file:///etc/passwd": a URL is not an address
      http://localhost:11211/       | "http://localhost:11211/": a URL is not an address
      a:1,b:2                       | "a:1,b:2": several addresses
      a,b                           | "a,b": several addresses
      [::1]:1;[::2]:1               | "[::1]:1;[::2]:1": several addresses
      dns+a.test:11211              | "dns+a.test:11211": names to look up belong in discovery[].dns
      dnssrv+_m._tcp.a.test         | "dnssrv+_m._tcp.a.test": names to look up belong in discovery[].dns
      dnssrvnoa+_m._tcp.a.test      | "dnssrvnoa+_m._tcp.a.test": names to look up belong in discovery[].dns
      /                             | "/": not the path of a socket
      /run/                         | "/run/": not the path of a socket
      unix:                         | "unix:": not the path of a socket
      unix:memcached.sock           | "unix:memcached.sock": not the path of a socket
      """)
  // spotless:on
  void address_malformed_isRefusedWithItsReason(String text, String reason) {
    assertThatThrownBy(() -> NodeAddress.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(reason + " (expected host, host:port, [ipv6]:port or /path/of.sock)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "local\rhost",
        "localhost\r\nstats",
        "localhost\n",
        "a\tb",
        "a\u00a0b",
        "a\u2028b"
      })
  void address_withWhiteSpace_isRefusedOnOneLine(String text) {
    assertThatThrownBy(() -> NodeAddress.parse(text))
        .hasMessageContaining(": white space")
        .message()
        .doesNotContainPattern("[\\r\\n\\t\\x{2028}]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\0b", "/run/\0.sock", "a\u007fb", "a\u200bb", "a\u202eb"})
  void address_withControlCharacters_isRefusedWithoutShowingThem(String text) {
    assertThatThrownBy(() -> NodeAddress.parse(text))
        .hasMessageContaining(": control character")
        .message()
        .matches("[\\x20-\\x7e]+");
  }

  @Test
  void name_longerThanDnsAllows_isRefused() {
    String label = "a".repeat(63);

    assertThat(NodeAddress.parse(label).host()).isEqualTo(label);
    assertThatThrownBy(() -> NodeAddress.parse(label + "a")).hasMessageContaining("not a host");
    assertThatThrownBy(() -> NodeAddress.parse(String.join(".", label, label, label, label)))
        .hasMessageContaining("host name longer than 253 characters");
  }

  @Test
  void path_longerThanTheSystemTakes_isRefused() {
    assertThat(NodeAddress.parse("/" + "a".repeat(106)).path()).hasSize(107);
    assertThatThrownBy(() -> NodeAddress.parse("/" + "é".repeat(54)))
        .hasMessageContaining("path longer than 107 bytes");
  }

  @Test
  void parts_areEmptyWhereTheyDoNotApply() {
    NodeAddress tcp = NodeAddress.parse("[::1]:1");
    NodeAddress unix = NodeAddress.parse("/a");

    assertThat(tcp.host()).isEqualTo("::1");
    assertThat(tcp.port()).isEqualTo(1);
    assertThat(tcp.path()).isEmpty();
    assertThat(unix.host()).isEmpty();
    assertThat(unix.port()).isZero();
    assertThat(unix.path()).isEqualTo("/a");
    assertThat(tcp).isNotEqualTo(unix).isNotEqualTo(NodeAddress.parse("[::1]:2"));
  }

  @Test
  void noise_isReadToACanonicalAddressOrRefused() {
    Random random = new Random(11211);
    String alphabet = "ab01.:[]/@%x-_ \n\0é";
    for (int i = 0; i < 5_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(12); length > 0; length--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      checkNoise(text.toString());
    }
  }

  private static void checkNoise(String text) {
    try {
      NodeAddress address = NodeAddress.parse(text);
      assertThat(NodeAddress.parse(address.toString())).isEqualTo(address);
      assertThat(address.toString()).doesNotContainPattern("[\\s\\p{Cntrl}]");
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageContaining("expected host");
    }
  }
}
