package dev.memfleet.exporter.dns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.exporter.node.HostPort;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResolvConfTest {
  @Test
  void file_ofAPod_isRead() {
    ResolvConf conf =
        ResolvConf.parse(
            """
            # written by the kubelet
            search default.svc.cluster.local svc.cluster.local cluster.local.
            nameserver\t127.0.0.53
            nameserver ::1
            options trust-ad ndots:5 timeout:1
            options attempts:3
            """);

    assertThat(conf)
        .isEqualTo(
            new ResolvConf(
                servers("127.0.0.53", "::1"),
                List.of("default.svc.cluster.local", "svc.cluster.local", "cluster.local"),
                5,
                Duration.ofSeconds(1),
                3));
  }

  @Test
  void file_thatSaysNothing_meansTheServerOfThisMachine() {
    for (String text :
        new String[] {"", "\n\n", "; comment\nsortlist 130.155.160.0\nnameserver\n"}) {
      assertThat(ResolvConf.parse(text)).isEqualTo(conf(servers("127.0.0.1"), List.of(), 1));
    }
  }

  @Test
  void unusableServers_areSkipped_andTheLastSearchListCounts() {
    assertThat(
            ResolvConf.parse(
                "nameserver dns.test\nnameserver fe80::1%eth0\nnameserver 127.0.0.2\nsearch a b\ndomain c\noptions ndots:99"))
        .isEqualTo(conf(servers("fe80::1%eth0", "127.0.0.2"), List.of("c"), 15));
  }

  @Test
  void options_outOfRange_areLimited() {
    ResolvConf conf = ResolvConf.parse("options timeout:99 attempts:0");

    assertThat(conf.timeout()).isEqualTo(Duration.ofSeconds(30));
    assertThat(conf.attempts()).isEqualTo(1);
  }

  // spotless:off
  @ParameterizedTest
  @CsvSource(textBlock = """
      cache,             2, cache.x.test cache.y.test cache
      cache.ns,          2, cache.ns.x.test cache.ns.y.test cache.ns
      cache.ns.svc,      2, cache.ns.svc cache.ns.svc.x.test cache.ns.svc.y.test
      cache.,            2, cache
      cache,             0, cache cache.x.test cache.y.test
      """)
  // spotless:on
  void name_isTriedWithTheSearchDomains(String name, int dots, String candidates) {
    ResolvConf conf = conf(servers("127.0.0.1"), List.of("x.test", "y.test"), dots);

    assertThat(conf.candidates(name)).isEqualTo(Arrays.asList(candidates.split(" ", -1)));
  }

  private static ResolvConf conf(List<HostPort> servers, List<String> search, int dots) {
    return new ResolvConf(servers, search, dots, Duration.ofSeconds(5), 2);
  }

  private static List<HostPort> servers(String... addresses) {
    return Stream.of(addresses).map(HostPort::parse).toList();
  }
}
