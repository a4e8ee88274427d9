package dev.memfleet.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every option of memcached 1.6.45 works, is accepted and logged, or is refused by name. */
class OptionListTest {
  private static Options parse(String arguments) throws UsageException {
    return OptionsParser.parse("1.2.3", Map.of(), Arrays.asList(arguments.split(" ", -1)));
  }

  private static String name(String arguments) {
    return arguments.startsWith("-o ") ? arguments.substring(3).replaceFirst("=.*", "") : "";
  }

  /** A flag with its letter, or a suboption, as the help lists it. */
  private static String row(String arguments) {
    String suboption = name(arguments);
    return suboption.isEmpty()
        ? arguments.split(" ", 2)[0] + ","
        : " - " + suboption.replaceFirst("^no_(?=maxconns|slab)", "") + ":";
  }

  private static String help() {
    return String.valueOf(
        catchThrowableOfType(UsageException.class, () -> parse("-h")).getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-p 1",
        "-s x",
        "-a 700",
        "-A",
        "-l ::",
        "-m 64",
        "-M",
        "-c 99",
        "-v",
        "-P x",
        "-f 2",
        "-n 99",
        "-D x",
        "-t 1",
        "-R 9",
        "-C",
        "-b 9",
        "-B auto",
        "-I 1m",
        "-F",
        "-X",
        "-W",
        "-Y x",
        "-U 1",
        "-o hashpower=12",
        "-o no_lru_crawler",
        "-o lru_crawler_sleep=1",
        "-o lru_crawler_tocrawl=1",
        "-o read_buf_mem_limit=9",
        "-o no_lru_maintainer",
        "-o hot_lru_pct=10",
        "-o warm_lru_pct=10",
        "-o hot_max_factor=1",
        "-o warm_max_factor=1",
        "-o temporary_ttl=9",
        "-o idle_timeout=9",
        "-o slab_chunk_max=512",
        "-o watcher_logbuf_size=9",
        "-o worker_logbuf_size=9",
        "-o track_sizes",
        "-o no_hashexpand",
        "-o maxconns_fast",
        "-o modern",
        "-o slab_automove=0",
        "-o no_slab_automove",
        "-o slab_sizes=96-200-1000",
        "-o no_chunked_items",
        "-o slab_automove_ratio=0.5",
        "-o slab_automove_window=9",
        "-Z -o ssl_chain_cert=x",
        "-o ssl_chain_cert=x",
        "-o ssl_key=x",
        "-o ssl_verify_mode=3",
        "-o ssl_ciphers=x",
        "-o ssl_ca_cert=x",
        "-o ssl_wbuf_size=8",
        "-o ssl_session_cache",
        "-o ssl_min_version=3",
        "-u root",
        "-o slab_automove_freeratio=0.1",
        "-o tail_repair_time=10",
        "-o ssl_keyformat=1"
      })
  void supported_isInTheHelp_andIsNotLogged(String arguments) throws UsageException {
    assertThat(parse(arguments).notices()).isEmpty();
    assertThat(help()).contains(row(arguments));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-o no_maxconns_fast",
        "-o lru_crawler",
        "-o lru_maintainer",
        "-o slab_reassign",
        "-o no_slab_reassign",
        "-o relaxed_privileges",
        "-o no_drop_privileges",
        "-o inline_ascii_resp",
        "-o no_inline_ascii_resp"
      })
  void alreadyTheDefault_isAccepted(String arguments) throws UsageException {
    assertThat(parse(arguments).notices()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-d",
        "-r",
        "-k",
        "-L",
        "-o hash_algorithm=jenkins",
        "-o sock_cookie_id=1",
        "-o ssl_kernel_tls",
        "-o ssl_min_version=0"
      })
  void withoutEffect_isLogged_andInTheHelp(String arguments) throws UsageException {
    assertThat(parse(arguments).notices()).hasSize(1);
    assertThat(help()).contains(row(arguments));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-o no_modern", "-o drop_privileges", "-o resp_obj_mem_limit=9"})
  void withoutEffect_andUnusual_isLogged(String arguments) throws UsageException {
    assertThat(parse(arguments).notices()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-e file, warm restart",
        "-N 4, NAPI ids",
        "-o ext_path=/x:1G, ext_path",
        "-o ext_item_size=9, ext_item_size",
        "-o proxy_config=x, proxy_config",
        "-o ssl_keyformat=2, ssl_keyformat"
      })
  void unsupported_isRefusedByName_andNotInTheHelp(String row) {
    List<String> cells = List.of(row.split(", ", 2));
    UsageException refused = catchThrowableOfType(UsageException.class, () -> parse(cells.get(0)));
    assertThat(refused).hasMessageContaining(cells.get(1));
    assertThat(refused.status()).isNotZero();
    assertThat(help()).doesNotContain("ext_", "proxy_", "napi", "memory-file");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-o slab_sizes, Missing slab_sizes argument",
        "-o slab_sizes=96-, slab size  is out of valid range",
        "-o slab_sizes=47, slab size 47 is out of valid range",
        "-o slab_sizes=524289, slab size 524289 is out of valid range",
        "-o slab_sizes=200-200, slab size 200 cannot be lower than or equal to a previous class size",
        "-o slab_sizes=200-208, slab size 208 must be at least 8 bytes larger than previous class"
      })
  void slabSizes_areChecked(String row) {
    List<String> cells = List.of(row.split(", ", 2));
    UsageException refused = catchThrowableOfType(UsageException.class, () -> parse(cells.get(0)));
    assertThat(refused).hasMessageContaining(cells.get(1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-h", "-V", "-i", "--help", "--version", "--license"})
  void endsTheProgram_withStatus0(String arguments) {
    UsageException ended = catchThrowableOfType(UsageException.class, () -> parse(arguments));
    assertThat(ended.status()).isZero();
    assertThat(ended.getMessage()).isNotBlank();
  }
}
