package dev.memfleet.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.memfleet.server.Server;
import dev.memfleet.server.peer.TextClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Command lines of charts, images, units and manuals as they are published, but for the port and
 * the address: each starts, serves and has the settings it asks for, or is refused as memcached
 * without that feature refuses it.
 */
class PublicCommandLinesTest {
  // spotless:off
  @ParameterizedTest(name = "{0}")
  @CsvSource(delimiter = '|', textBlock = """
      Debian unit            | -m 64 -l 127.0.0.1 -P {pid}                                           | maxbytes=67108864
      Fedora unit            | -u root -m 64 -c 1024 -l 127.0.0.1                                    | maxconns=1024
      Arch unit              | -l 127.0.0.1 -o modern                                                | slab_reassign=yes
      NixOS unit             | -u root -l 127.0.0.1 -m 64 -c 1024                                    | num_threads=4
      Gentoo, Alpine script  | -l 127.0.0.1 -m 64 -c 1024 -u root -P {pid}                           | maxconns=1024
      Homebrew service       | -l localhost                                                          | inter=localhost
      Docker image manual    | --memory-limit=64 --conn-limit=512 --threads=2                        | num_threads=2
      Docker compose         | -m 1024 -M                                                            | evictions=off
      Docker compose         | -I 5m -m 128 -l 127.0.0.1 -U 0 -vvv                                   | item_size_max=5242880
      long options in images | --user=root --listen=127.0.0.1 --memory-limit=256 --max-item-size=128M --conn-limit=1024 --threads=4 --max-reqs-per-event=20 | item_size_max=134217728
      Bitnami image          | -u root -l 127.0.0.1 -v                                               | verbosity=1
      Helm stable chart      | -m_64 -o modern -v                                                    | maxbytes=67108864
      Helm chart, more       | -m_64 --max-item-size=2m --extended=modern,track_sizes,hash_algorithm=murmur3 -t_2 | track_sizes=yes
      Loki chunks cache      | -m 4096 --extended=modern,track_sizes -I 5m -c 16384 -v -u root       | maxconns=16384
      Mimir index cache      | -m 2048 --extended=modern,track_sizes -I 5m -c 16384 -v -u root       | item_size_max=5242880
      Thanos, Cortex manuals | -m 1024 -o modern -v -c 4096 -I 16m                                   | maxbytes=1073741824
      OpenStack-Helm script  | -v -l 127.0.0.1 -U 0 -m 1024 -c 8192                                  | tcp_backlog=1024
      Kolla configuration    | -vv -l 127.0.0.1 -c 5000 -U 0 -m 512                                  | maxconns=5000
      Sentry self-hosted     | -I 1M                                                                 | item_size_max=1048576
      tuning guides          | -t 8 -R 200 -b 8192 -m 1024 -o hashpower=20,no_hashexpand,slab_reassign,lru_crawler | reqs_per_event=200
      1.4 tuning guides      | -o slab_reassign,slab_automove,lru_crawler,lru_maintainer,maxconns_fast,hash_algorithm=murmur3 | lru_maintainer_thread=yes
      idle clients           | -o idle_timeout=3600 -c 2048                                          | idle_timeout=3600
      large pages            | -L -m 128 -f 1.08 -n 72                                               | growth_factor=1.08
      daemon of old scripts  | -d -m 64 -u root -r -k                                                | maxbytes=67108864
      Bitnami chart, words   | -c_2048 -m_128 -t_2 -I 5m                                             | maxconns=2048
      report of large items  | -m 512 -c 1000 -b 16384 -I 5242880                                    | item_size_max=5242880
      read-only users        | -F -X -W -B ascii                                                     | binding_protocol=ascii
      """)
  // spotless:on
  void published_line_startsAndDoesWhatItSays(String source, String line, String setting)
      throws IOException {
    String[] expected = setting.split("=", 2);
    try (Server server = Server.start(arguments(line));
        TextClient client = TextClient.connect(server.port())) {
      assertThat(client.exchange("set k 0 0 1\r\n1\r\nget k\r\n"))
          .as(source)
          .isEqualTo("STORED\r\nVALUE k 0 1\r\n1\r\nEND\r\n");
      assertThat(client.stats("settings")).as(source).containsEntry(expected[0], expected[1]);
    }
  }

  // spotless:off
  @ParameterizedTest(name = "{0}")
  @CsvSource(delimiter = '|', textBlock = """
      SASL images     | -S                                                                    | 64 | -S requires a file of users: set --sasl-users=<file> or MEMCACHED_SASL_PWDB
      TLS, no chain   | -m 1024 -vvv -Z                                                       | 64 | -Z requires the server's certificate: set -o ssl_chain_cert=<file>
      Loki on disk    | -m 4096 --extended=modern,track_sizes,ext_path=/data/file:4G          |  1 | Illegal suboption "ext_path=/data/file:4G"
      """)
  // spotless:on
  void published_line_withAFeatureNotHere_isRefusedByName(
      String source, String line, int status, String message) {
    UsageException refusal =
        catchThrowableOfType(
            UsageException.class,
            () -> OptionsParser.parse("1.2.3", Map.of(), List.of(arguments(line))));
    assertThat(refusal).as(source).hasMessage(message);
    assertThat(refusal.status()).as(source).isEqualTo(status);
  }

  /** A space within a word of a chart's list is written as an underscore. */
  private static String[] arguments(String line) {
    List<String> words = new ArrayList<>();
    for (String word : line.replace("{pid}", "/nonexistent/memcached.pid").split(" +", -1)) {
      words.add(word.matches("-[cmt]_.*") ? word.replace('_', ' ') : word);
    }
    words.addAll(List.of("-p", "-1"));
    return words.toArray(String[]::new);
  }
}
