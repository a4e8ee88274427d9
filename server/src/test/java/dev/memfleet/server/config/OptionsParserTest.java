package dev.memfleet.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsParserTest {
  private static Options parse(String arguments) throws UsageException {
    List<String> words = arguments.isEmpty() ? List.of() : Arrays.asList(arguments.split(" ", -1));
    return OptionsParser.parse("1.2.3", Map.of(), words);
  }

  private static UsageException refusal(String arguments) {
    return catchThrowableOfType(UsageException.class, () -> parse(arguments));
  }

  @Test
  void noArguments_areMemcachedsDefaults() throws UsageException {
    Options options = parse("");
    assertThat(options.network())
        .isEqualTo(new NetworkOptions(11211, 0, List.of(), "", 0700, 1024, 1024, true, 4, 20, 0));
    assertThat(options.store().slabs().maxBytes()).isEqualTo(64L << 20);
    assertThat(options.store().slabs().itemSizeMax()).isEqualTo(1 << 20);
    assertThat(options.store().lru().hotPercent()).isEqualTo(20);
    assertThat(options.notices()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"-p 5", "-p5", "--port=5", "--port 5", "--por 5", "-MAp5", "x -p 5 y"})
  void port_inEveryForm_isRead(String arguments) throws UsageException {
    assertThat(parse(arguments).network().port()).isEqualTo(5);
  }

  @Test
  void doubleDash_endsTheFlags() throws UsageException {
    assertThat(parse("-- -p 5").network().port()).isEqualTo(11211);
  }

  @Test
  void interfaces_accumulate() throws UsageException {
    assertThat(parse("-l a,b:1 -l notls:c").network().interfaces())
        .containsExactly("a", "b:1", "notls:c");
  }

  @Test
  void itemSize_takesUnits() throws UsageException {
    assertThat(parse("-I 2m").store().slabs().itemSizeMax()).isEqualTo(2 << 20);
    assertThat(parse("-I 512k").store().slabs().itemSizeMax()).isEqualTo(512 << 10);
  }

  @Test
  void suboptions_areRead() throws UsageException {
    Options options =
        parse("-o no_maxconns_fast,idle_timeout=7,temporary_ttl=30,no_lru_crawler,modern");
    assertThat(options.network().maxConnectionsFast()).isFalse();
    assertThat(options.network().idleTimeoutSeconds()).isEqualTo(7);
    assertThat(options.store().lru().temporary()).isTrue();
    assertThat(options.nominal().temporaryTtlSeconds()).isEqualTo(30);
    assertThat(options.store().crawler().enabled()).isFalse();
  }

  @Test
  void noModern_isTheClassicServer() throws UsageException {
    Options options = parse("-o no_modern");
    assertThat(options.store().maintainer()).isFalse();
    assertThat(options.store().slabs().reassign()).isFalse();
    assertThat(options.network().maxConnectionsFast()).isFalse();
  }

  // spotless:off
  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      -p 99999                          | 64 | ERROR: Invalid port number 99999.
      -t 0                              |  1 | Number of threads must be greater than 0
      -c x                              |  1 | Maximum connections must be greater than 0
      -f 1                              |  1 | Factor must be greater than 1
      -n 0                              |  1 | Chunk size must be greater than 0
      -R 0                              |  1 | Number of requests per event must be greater than 0
      -D ''                             |  1 | No delimiter specified
      -I 10                             | 64 | Item max size cannot be less than 1024 bytes.
      -I 40m                            | 64 | Cannot set item size limit higher than 1/2 of memory max.
      -m 4096 -I 1025m                  | 64 | Cannot set item size limit higher than a gigabyte.
      -I 1k                             | 64 | slab_chunk_max (bytes: 524288) cannot be larger than -I (item_size_max 1024)
      -o slab_chunk_max=3               | 64 | -I (item_size_max: 1048576) must be evenly divisible by slab_chunk_max (bytes: 3072)
      -o foo=1                          |  1 | Illegal suboption "foo=1"
      -o ext_path=/x:1G                 |  1 | Illegal suboption "ext_path=/x:1G"
      -o hashpower                      |  1 | Missing numeric argument for hashpower
      -o hashpower=5                    |  1 | Initial hashtable multiplier of 5 is too low
      -o tail_repair_time=5             |  1 | Cannot set tail_repair_time to less than 10 seconds
      -o hash_algorithm=foo             |  1 | Unknown hash_algorithm option (jenkins, murmur3, xxh3)
      -o lru_crawler_sleep=2000000      |  1 | LRU crawler sleep must be between 0 and 1 second
      -o lru_crawler_tocrawl=x          |  1 | lru_crawler_tocrawl takes a numeric 32bit value
      -o hot_lru_pct=0                  |  1 | hot_lru_pct must be > 1 and < 80
      -o hot_lru_pct=50,warm_lru_pct=40 | 64 | hot_lru_pct + warm_lru_pct cannot be more than 80% combined
      -o hot_max_factor=0               |  1 | hot_max_factor must be > 0
      -o temporary_ttl                  |  1 | Missing temporary_ttl argument
      -o slab_automove=9                |  1 | slab_automove must be between 0 and 2
      -o slab_automove_window=2         |  1 | slab_automove_window must be > 2
      -S                                | 64 | -S requires a file of users: set --sasl-users=<file> or MEMCACHED_SASL_PWDB
      -S --sasl-users=u -B ascii        | 64 | ERROR: You cannot allow the ASCII protocol while using SASL.
      -Y u -B binary                    | 64 | ERROR: You cannot allow the BINARY protocol while using ascii authentication tokens.
      -Y u -B auto                      | 64 | ERROR: You cannot allow the BINARY protocol while using ascii authentication tokens.
      -U 70000                          | 64 | ERROR: Invalid port number 70000.
      -U 5 -S --sasl-users=u            | 64 | ERROR: Cannot enable UDP while using binary SASL authentication.
      -U 5 -Y u                         | 64 | Cannot use UDP with ascii authentication enabled (-U 0 to disable)
      -Z                                | 64 | -Z requires the server's certificate: set -o ssl_chain_cert=<file>
      -o ssl_chain_cert                 |  1 | Missing ssl_chain_cert argument
      -o ssl_verify_mode=4              |  1 | Invalid ssl_verify_mode 4 (expected 0, 1, 2 or 3)
      -o ssl_verify_mode=x              |  1 | could not parse argument to ssl_verify_mode
      -o ssl_keyformat=2                |  1 | ssl_keyformat=2 is not supported (expected 1, a key in PEM)
      -o ssl_min_version=9              |  1 | Invalid ssl_min_version 9 (expected 0, 1, 2 or 3)
      -o ssl_wbuf_size=x                |  1 | could not parse argument to ssl_wbuf_size
      -u no-such-user                   | 67 | can't find the user no-such-user to switch to
      """)
  // spotless:on
  void mistake_endsWithMemcachedsWordsAndStatus(String arguments, int status, String message) {
    UsageException refusal = refusal(arguments.replace("''", ""));
    assertThat(refusal).hasMessage(message);
    assertThat(refusal.status()).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
      -Q      | invalid option -- 'Q'
      -p      | option requires an argument -- 'p'
      --bogus | unrecognized option '--bogus'
      --port  | option '--port' requires an argument
      """)
  void unknownFlag_isRefusedAsGetoptDoes(String arguments, String message) {
    UsageException refusal = refusal(arguments);
    assertThat(refusal).hasMessage("memcached: " + message + "\nIllegal argument \"?\"");
    assertThat(refusal.status()).isEqualTo(1);
  }

  @Test
  void whatCannotBeDone_isNoticed() throws UsageException {
    assertThat(parse("-d -r -k -L").notices()).hasSize(4);
  }

  @Test
  void help_namesWhatThereIsAndOnlyThat() {
    UsageException help = refusal("-h");
    assertThat(help.status()).isZero();
    assertThat(help.getMessage())
        .startsWith("memcached 1.2.3\n")
        .contains("-p, --port=<num>          TCP port", "   - idle_timeout:        timeout")
        .doesNotContain("ext_path", "proxy");
  }

  @Test
  void version_isTheNameAndTheVersion() {
    assertThat(refusal("-V")).hasMessage("memcached 1.2.3");
  }
}
