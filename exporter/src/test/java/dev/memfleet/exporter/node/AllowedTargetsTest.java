package dev.memfleet.exporter.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AllowedTargetsTest {
  // spotless:off
  @ParameterizedTest
  @CsvSource(textBlock = """
      a.test,                a.test:11211
      A.test:11211,          a.test
      10.0.0.1:11212,        10.0.0.1:11212
      10.0.0.1,              [::ffff:10.0.0.1]:11211
      ::1,                   [0:0::1]:11211
      /run/m.sock,           /run/m.sock
      *.b.test,              a.b.test:1
      *.B.test,              x.a.b.test.:1
      *.b.test:11212,        a.b.test:11212
      """)
  // spotless:on
  void target_allowedByName_isAllowedWhereverThatLeads(String pattern, String target)
      throws Exception {
    assertThat(addresses(target, pattern).orElseThrow().test(ip("192.0.2.1"))).isTrue();
  }

  // spotless:off
  @ParameterizedTest
  @CsvSource(textBlock = """
      a.test,                a.test:11212
      a.test,                b.test
      10.0.0.1:11212,        10.0.0.1
      10.0.0.1,              10.0.0.10
      /run/m.sock,           /run/n.sock
      *.b.test,              b.test
      *.b.test,              ab.test
      *.b.test,              a.b.test.evil
      *.b.test:11212,        a.b.test:11211
      *.b.test,              10.0.0.1
      *.b.test,              /run/a.b.test
      10.0.0.0/8,            /run/m.sock
      0.0.0.0/0,             unix:/10.0.0.1/m
      10.0.0.0/8:11212,      10.0.0.1:11211
      """)
  // spotless:on
  void target_thatNoPatternMeans_isAllowedNowhere(String pattern, String target) {
    assertThat(addresses(target, pattern)).isEmpty();
  }

  // spotless:off
  @ParameterizedTest
  @CsvSource(textBlock = """
      10.0.0.0/8,            10.255.255.255, true
      10.0.0.0/8,            11.0.0.0,       false
      10.0.0.0/8,            9.255.255.255,  false
      10.0.0.0/9,            10.127.255.255, true
      10.0.0.0/9,            10.128.0.0,     false
      10.1.2.3/32,           10.1.2.3,       true
      10.1.2.3/32,           10.1.2.2,       false
      0.0.0.0/0,             1.2.3.4,        true
      0.0.0.0/0,             ::1,            false
      ::/0,                  ::1,            true
      ::/0,                  1.2.3.4,        false
      fd00::/8,              fdff::1,        true
      fd00::/8,              fe00::1,        false
      2001:db8::/33,         2001:db8:7fff::, true
      2001:db8::/33,         2001:db8:8000::, false
      ::1/128,               ::1,            true
      ::1/128,               ::2,            false
      10.0.0.0/8:11211,      10.0.0.1,       true
      """)
  // spotless:on
  void target_allowedByNetwork_isAllowedAtItsAddressesAlone(
      String pattern, String address, boolean allowed) throws Exception {
    assertThat(addresses("any.test", pattern).orElseThrow().test(ip(address))).isEqualTo(allowed);
  }

  @Test
  void patterns_together_allowWhatEitherAllows() throws Exception {
    Predicate<InetAddress> both =
        addresses("a.test", "10.0.0.0/8", "*.b.test", "fd00::/8").orElseThrow();
    assertThat(both.test(ip("10.0.0.1"))).isTrue();
    assertThat(both.test(ip("fd00::1"))).isTrue();
    assertThat(both.test(ip("127.0.0.1"))).isFalse();
    assertThat(addresses("a.b.test", "10.0.0.0/8", "*.b.test").orElseThrow().test(ip("127.0.0.1")))
        .isTrue();
    assertThat(AllowedTargets.NONE.addresses(NodeAddress.parse("a.test"))).isEmpty();
  }

  // spotless:off
  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      10.0.0.1/8       | "10.0.0.1/8": the address has bits set after the first 8; did you mean 10.0.0.0/8?
      fd00::1/8        | "fd00::1/8": the address has bits set after the first 8; did you mean fd00::/8?
      10.0.0.0/33      | "10.0.0.0/33": the prefix is longer than the address
      ::/129           | "::/129": the prefix is longer than the address
      010.0.0.0/8      | "010.0.0.0/8": not an IPv4 address
      10.0/16          | "10.0/16": not an IPv4 address
      ::ffff:10.0.0.0/104 | "::ffff:10.0.0.0/104": an IPv4 address in IPv6 form, write it as IPv4
      10.0.0.0/8:99999 | "10.0.0.0/8:99999": port out of range
      *                | "*": * is allowed only as the first label, as in *.example.com
      *b.test          | "*b.test": * is allowed only as the first label, as in *.example.com
      *.10.0.0.1       | "*.10.0.0.1": an IP address has no subdomains
      *.a_/b           | "*.a_/b": not a host name
      a.*.test         | "a.*.test": not a host name (expected host, host:port, [ipv6]:port or /path/of.sock)
      0x7f000001       | "0x7f000001": not an IPv4 address (expected host, host:port, [ipv6]:port or /path/of.sock)
      """)
  // spotless:on
  void pattern_malformed_isRefusedWithItsReason(String pattern, String message) {
    assertThatThrownBy(() -> TargetPattern.parse(pattern))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource({
    "A.test, a.test:11211", "*.B.test., *.b.test", "*.b.test:1, *.b.test:1",
    "FD00:0::/8:11212, fd00::/8:11212", "10.0.0.0/8, 10.0.0.0/8", "/run/a.sock, /run/a.sock"
  })
  void pattern_isWrittenInOneWay(String text, String canonical) {
    assertThat(TargetPattern.parse(text)).hasToString(canonical);
  }

  private static Optional<Predicate<InetAddress>> addresses(String target, String... patterns) {
    return new AllowedTargets(Arrays.stream(patterns).map(TargetPattern::parse).toList())
        .addresses(NodeAddress.parse(target));
  }

  private static InetAddress ip(String address) throws Exception {
    return InetAddress.getByName(address);
  }
}
