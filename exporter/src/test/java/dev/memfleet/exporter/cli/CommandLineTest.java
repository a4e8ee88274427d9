package dev.memfleet.exporter.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.memfleet.exporter.node.HttpUrl;
import dev.memfleet.exporter.node.NodeAddress;
import dev.memfleet.exporter.node.Shard;
import dev.memfleet.exporter.node.TlsSettings;
import dev.memfleet.exporter.protocol.Section;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {
  private static final Map<Flag<?>, Object> DEFAULTS =
      Map.of(
          Flags.TIMEOUT,
          Duration.ofSeconds(1),
          Flags.LISTEN_ADDRESS,
          List.of(new ListenAddress("", 9150)),
          Flags.TELEMETRY_PATH,
          "/metrics",
          Flags.SCRAPE_PATH,
          "/scrape",
          Flags.PAGE,
          true,
          Flags.MAX_REQUESTS,
          40,
          Flags.LOG_LEVEL,
          LogLevel.INFO,
          Flags.LOG_FORMAT,
          LogFormat.LOGFMT);

  /** Checks the default values of the options; options without a default are unset or off. */
  private static void assertDefaults(Options options) {
    for (Flag<?> flag : Flags.ALL) {
      if (DEFAULTS.containsKey(flag)) {
        assertThat(options.get(flag)).as("%s", flag).isEqualTo(DEFAULTS.get(flag));
      }
    }
    assertThat(options.memcachedAddress()).contains(NodeAddress.parse("localhost:11211"));
    assertThat(options.tls()).isEmpty();
    assertThat(options.shard()).isEqualTo(Shard.UNSHARDED);
    assertThat(options.routePrefix()).isEmpty();
    assertThat(options.linkBase()).isEmpty();
    assertThat(options.collectors()).isEqualTo(Section.USUAL);
    assertThat(options.get(Flags.PID_FILE)).isEmpty();
    assertThat(options.get(Flags.WEB_CONFIG_FILE)).isEmpty();
    assertThat(options.get(Flags.ADMIN_ADDRESS)).isEmpty();
    assertThat(options.get(Flags.CONFIG_FILE)).isEmpty();
  }

  private static final TlsSettings ALL_OF_TLS =
      new TlsSettings(
          Optional.of(Path.of("ca")),
          Optional.of(Path.of("c")),
          Optional.of(Path.of("k")),
          Optional.of("n.test"),
          true);

  @Test
  void nothingSaid_meansTheDefaults() throws Exit {
    assertDefaults(parse());
  }

  private static void assertEveryFlag(Options options) {
    assertThat(options.memcachedAddress()).contains(NodeAddress.parse("/run/mc.sock"));
    assertThat(options.tls()).contains(ALL_OF_TLS);
    assertThat(options.shard()).isEqualTo(new Shard(2, 3));
    assertThat(options.routePrefix()).isEqualTo("/p");
    assertThat(options.linkBase()).isEqualTo("/x");
    assertThat(options.collectors()).containsExactly(Section.STATS, Section.ITEMS, Section.SLABS);
    assertThat(options.get(Flags.TIMEOUT)).isEqualTo(Duration.ofMillis(1500));
    assertThat(options.get(Flags.PID_FILE)).contains(Path.of("/run/mc.pid"));
    assertThat(options.get(Flags.LISTEN_ADDRESS))
        .containsExactly(new ListenAddress("localhost", 0), new ListenAddress("::1", 9151));
    assertThat(options.get(Flags.TELEMETRY_PATH)).isEqualTo("/m");
    assertThat(options.get(Flags.SCRAPE_PATH)).isEqualTo("/s/t");
    assertThat(options.get(Flags.EXTERNAL_URL)).contains(HttpUrl.parse("https://ops.test/x/"));
    assertThat(options.get(Flags.PAGE)).isFalse();
    assertThat(options.get(Flags.MAX_REQUESTS)).isEqualTo(7);
    assertThat(options.get(Flags.WEB_CONFIG_FILE)).contains(Path.of("web.yml"));
    assertThat(options.get(Flags.ADMIN_ADDRESS)).contains(new ListenAddress("127.0.0.1", 9152));
    assertThat(options.get(Flags.LOG_LEVEL)).isEqualTo(LogLevel.DEBUG);
    assertThat(options.get(Flags.LOG_FORMAT)).isEqualTo(LogFormat.JSON);
    assertThat(options.get(Flags.CONFIG_FILE)).contains(Path.of("fleet.yml"));
  }

  @Test
  void everyFlag_isTakenWithAnEqualsSign() throws Exit {
    assertEveryFlag(
        parse(
            "--memcached.address=/run/mc.sock",
            "--memcached.timeout=1.5s",
            "--memcached.pid-file=/run/mc.pid",
            "--memcached.tls.enable",
            "--memcached.tls.cert-file=c",
            "--memcached.tls.key-file=k",
            "--memcached.tls.ca-file=ca",
            "--memcached.tls.insecure-skip-verify",
            "--memcached.tls.server-name=n.test",
            "--web.listen-address=localhost:0",
            "--web.listen-address=[::1]:9151",
            "--web.telemetry-path=/m",
            "--web.scrape-path=/s/t",
            "--web.route-prefix=/p/",
            "--web.external-url=https://ops.test/x/",
            "--no-web.page",
            "--web.max-requests=7",
            "--shard.index=2",
            "--shard.total=3",
            "--web.config.file=web.yml",
            "--web.admin-address=127.0.0.1:9152",
            "--no-collector.settings",
            "--log.level=debug",
            "--log.format=json",
            "--config.file=fleet.yml"));
  }

  @Test
  void everyFlag_isTakenAsTwoWords() throws Exit {
    assertEveryFlag(
        parse(
            ("--memcached.address /run/mc.sock --memcached.timeout 1.5s"
                    + " --memcached.pid-file /run/mc.pid --memcached.tls.enable"
                    + " --memcached.tls.cert-file c --memcached.tls.key-file k"
                    + " --memcached.tls.ca-file ca --memcached.tls.insecure-skip-verify"
                    + " --memcached.tls.server-name n.test --web.listen-address localhost:0"
                    + " --web.listen-address [::1]:9151 --web.telemetry-path /m"
                    + " --web.scrape-path /s/t --web.route-prefix /p --no-web.page"
                    + " --web.external-url https://ops.test/x/"
                    + " --web.max-requests 7 --web.config.file web.yml"
                    + " --web.admin-address 127.0.0.1:9152"
                    + " --shard.index 2 --shard.total 3"
                    + " --no-collector.settings --log.level debug"
                    + " --log.format json --config.file fleet.yml")
                .split(" ", -1)));
  }

  @Test
  void everyFlag_isTakenFromItsVariable() throws Exit {
    Map<String, String> environment =
        Map.ofEntries(
            Map.entry("MEMFLEET_MEMCACHED_ADDRESS", "10.0.0.1"),
            Map.entry("MEMFLEET_MEMCACHED_TIMEOUT", "2s"),
            Map.entry("MEMFLEET_MEMCACHED_PID_FILE", "p"),
            Map.entry("MEMFLEET_MEMCACHED_TLS_ENABLE", "true"),
            Map.entry("MEMFLEET_MEMCACHED_TLS_CERT_FILE", "c"),
            Map.entry("MEMFLEET_MEMCACHED_TLS_KEY_FILE", "k"),
            Map.entry("MEMFLEET_MEMCACHED_TLS_CA_FILE", "ca"),
            Map.entry("MEMFLEET_MEMCACHED_TLS_INSECURE_SKIP_VERIFY", "1"),
            Map.entry("MEMFLEET_MEMCACHED_TLS_SERVER_NAME", "N.test."),
            Map.entry("MEMFLEET_WEB_LISTEN_ADDRESS", ":1,[::1]:2"),
            Map.entry("MEMFLEET_WEB_TELEMETRY_PATH", "/m"),
            Map.entry("MEMFLEET_WEB_SCRAPE_PATH", "/s"),
            Map.entry("MEMFLEET_WEB_EXTERNAL_URL", "http://ops.test/x"),
            Map.entry("MEMFLEET_WEB_MAX_REQUESTS", "0"),
            Map.entry("MEMFLEET_WEB_CONFIG_FILE", "w.yml"),
            Map.entry("MEMFLEET_WEB_ADMIN_ADDRESS", "127.0.0.1:3"),
            Map.entry("MEMFLEET_COLLECTOR_STATS", "0"),
            Map.entry("MEMFLEET_COLLECTOR_SLAB", "false"),
            Map.entry("MEMFLEET_COLLECTOR_SLABS", "true"),
            Map.entry("MEMFLEET_LOG_LEVEL", "error"),
            Map.entry("MEMFLEET_LOG_FORMAT", "json"),
            Map.entry("MEMFLEET_CONFIG_FILE", "f.yml"),
            Map.entry("MEMFLEET_SERVICE_HOST", "not ours"));

    Options options = CommandLine.parse(List.of(), environment);

    assertThat(options.memcachedAddress()).contains(NodeAddress.parse("10.0.0.1"));
    assertThat(options.tls()).contains(ALL_OF_TLS);
    assertThat(options.routePrefix()).isEqualTo("/x");
    assertThat(options.collectors()).containsExactly(Section.SETTINGS, Section.SLABS);
    assertThat(options.get(Flags.TIMEOUT)).isEqualTo(Duration.ofSeconds(2));
    assertThat(options.get(Flags.PID_FILE)).contains(Path.of("p"));
    assertThat(options.get(Flags.LISTEN_ADDRESS))
        .containsExactly(new ListenAddress("", 1), new ListenAddress("::1", 2));
    assertThat(options.get(Flags.TELEMETRY_PATH)).isEqualTo("/m");
    assertThat(options.get(Flags.SCRAPE_PATH)).isEqualTo("/s");
    assertThat(options.get(Flags.EXTERNAL_URL)).contains(HttpUrl.parse("http://ops.test/x"));
    assertThat(options.get(Flags.MAX_REQUESTS)).isZero();
    assertThat(options.get(Flags.WEB_CONFIG_FILE)).contains(Path.of("w.yml"));
    assertThat(options.get(Flags.ADMIN_ADDRESS)).contains(new ListenAddress("127.0.0.1", 3));
    assertThat(options.get(Flags.LOG_LEVEL)).isEqualTo(LogLevel.ERROR);
    assertThat(options.get(Flags.LOG_FORMAT)).isEqualTo(LogFormat.JSON);
    assertThat(options.get(Flags.CONFIG_FILE)).contains(Path.of("f.yml"));
  }

  @Test
  void flag_winsOverItsVariable() throws Exit {
    Map<String, String> environment =
        Map.of("MEMFLEET_LOG_LEVEL", "nonsense", "MEMFLEET_WEB_LISTEN_ADDRESS", ":1,:2");

    Options options =
        CommandLine.parse(List.of("--log.level=warn", "--web.listen-address=:3"), environment);

    assertThat(options.get(Flags.LOG_LEVEL)).isEqualTo(LogLevel.WARN);
    assertThat(options.get(Flags.LISTEN_ADDRESS)).containsExactly(new ListenAddress("", 3));
  }

  @Test
  void ordinal_isTheNumberAtTheEndOfTheHostName() throws Exit {
    List<String> words = List.of("--shard.index=ordinal", "--shard.total=12");
    for (String hostName : List.of("memfleet-exporter-11", "a-0-11.headless.cache.svc")) {
      assertThat(CommandLine.parse(words, Map.of("HOSTNAME", hostName)).shard())
          .isEqualTo(new Shard(11, 12));
    }
    assertThat(exit(Map.of("HOSTNAME", "agent7"), "--shard.index=ordinal"))
        .hasMessageContaining("HOSTNAME \"agent7\" has no ordinal");
  }

  @Test
  void variable_leftEmpty_countsAsUnsetButForTheAddress() throws Exit {
    assertDefaults(CommandLine.parse(List.of(), Map.of("MEMFLEET_LOG_LEVEL", "")));
    assertThat(
            CommandLine.parse(List.of(), Map.of("MEMFLEET_MEMCACHED_ADDRESS", ""))
                .memcachedAddress())
        .isEmpty();
  }

  @Test
  void address_emptyOrReplacedByAConfigurationFile_isNone() throws Exit {
    assertThat(parse("--memcached.address=").memcachedAddress()).isEmpty();
    assertThat(parse("--memcached.address", "").memcachedAddress()).isEmpty();
    assertThat(parse("--config.file=f.yml").memcachedAddress()).isEmpty();
    assertThat(parse("--config.file=f.yml", "--memcached.address=a").memcachedAddress())
        .contains(NodeAddress.parse("a"));
  }

  @Test
  void collectors_ofTheFile_areOverruledByFlagsOnly() throws Exit {
    EnumSet<Section> configured = EnumSet.of(Section.STATS, Section.ITEMS);

    assertThat(parse().collectors(configured)).containsExactly(Section.STATS, Section.ITEMS);
    assertThat(parse("--collector.slab").collectors(configured))
        .containsExactly(Section.STATS, Section.ITEMS, Section.SLABS);
    assertThat(parse("--no-collector.slab").collectors(configured)).containsExactly(Section.STATS);
    assertThat(parse("--collector.items", "--no-collector.slab").collectors())
        .containsExactly(Section.STATS, Section.SETTINGS, Section.ITEMS);
  }

  // spotless:off
  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      --web.listen-adress=:1            | unknown flag "--web.listen-adress" (did you mean --web.listen-address?)
      --frobnicate                      | unknown flag "--frobnicate"
      -x                                | unknown flag "-x"
      --no-memcached.address            | unknown flag "--no-memcached.address" (did you mean --memcached.address?)
      --                                | unknown flag "--"
      serve                             | unexpected argument "serve"
      --memcached.timeout               | --memcached.timeout: no value
      --memcached.timeout --help        | --memcached.timeout: no value
      --memcached.timeout=              | --memcached.timeout: "": empty (expected a duration like 250ms, 1s or 1m30s)
      --memcached.timeout=10            | --memcached.timeout: "10": no unit (expected a duration like 250ms, 1s or 1m30s)
      --memcached.timeout -5s           | --memcached.timeout: "-5s": negative (expected a duration like 250ms, 1s or 1m30s)
      --memcached.timeout=0             | --memcached.timeout: "0": shorter than 1ms
      --memcached.address=a:1,b:2       | --memcached.address: "a:1,b:2": one node only (list the nodes of a fleet, or the names to look up, in --config.file)
      --memcached.address=a:1;b:2       | --memcached.address: "a:1;b:2": one node only (list the nodes of a fleet, or the names to look up, in --config.file)
      --memcached.address=dnssrv+_m._tcp.a | --memcached.address: "dnssrv+_m._tcp.a": one node only (list the nodes of a fleet, or the names to look up, in --config.file)
      --memcached.address=a:0           | --memcached.address: "a:0": port out of range (expected host, host:port, [ipv6]:port or /path/of.sock)
      --web.listen-address=9150         | --web.listen-address: "9150": not an IPv4 address (expected :port, host:port or [ipv6]:port)
      --web.listen-address=localhost    | --web.listen-address: "localhost": no port (expected :port, host:port or [ipv6]:port)
      --web.listen-address=:            | --web.listen-address: ":": no port after : (expected :port, host:port or [ipv6]:port)
      --web.listen-address=             | --web.listen-address: "": empty (expected :port, host:port or [ipv6]:port)
      --web.telemetry-path=metrics      | --web.telemetry-path: "metrics": not a path (expected something like /metrics)
      --web.telemetry-path=/a/../b      | --web.telemetry-path: "/a/../b": not a path (expected something like /metrics)
      --web.telemetry-path=/-/ready     | --web.telemetry-path: "/-/ready": not a path (expected something like /metrics)
      --web.scrape-path=/metrics        | --web.scrape-path: same as --web.telemetry-path
      --web.scrape-path=/s?x=y          | --web.scrape-path: "/s?x=y": not a path (expected something like /metrics)
      --collector.slab=false            | --collector.slab: takes no value (--no-NAME turns NAME off)
      --no-collector.slab=true          | --no-collector.slab: takes no value (--no-NAME turns NAME off)
      --collector.slab --no-collector.slab | --collector.slab: given twice
      --log.level=info --log.level=info | --log.level: given twice
      --log.level=INFO                  | --log.level: "INFO" (expected debug, info, warn, error)
      --log.format=xml                  | --log.format: "xml" (expected logfmt, json)
      --memcached.tls.cert-file=c       | --memcached.tls.cert-file: requires --memcached.tls.enable
      --memcached.tls.key-file=k        | --memcached.tls.key-file: requires --memcached.tls.enable
      --memcached.tls.ca-file=c         | --memcached.tls.ca-file: requires --memcached.tls.enable
      --memcached.tls.insecure-skip-verify | --memcached.tls.insecure-skip-verify: requires --memcached.tls.enable
      --memcached.tls.server-name=n     | --memcached.tls.server-name: requires --memcached.tls.enable
      --memcached.tls.enable --memcached.tls.cert-file=c | --memcached.tls.cert-file and --memcached.tls.key-file: must be set together
      --memcached.tls.enable --memcached.tls.server-name=a:1 | --memcached.tls.server-name: "a:1": expected a host without a port
      --memcached.tls.enable --memcached.tls.server-name=a/b | --memcached.tls.server-name: "a/b": not a host name
      --shard.index=1                   | --shard.index, --shard.total: shard 1 of 1 (expected an index below the total, of at most 10000)
      --shard.total=0                   | --shard.index, --shard.total: shard 0 of 0 (expected an index below the total, of at most 10000)
      --shard.index=first               | --shard.index: "first": not a number of up to nine digits
      --shard.index=ordinal             | --shard.index: HOSTNAME "" has no ordinal (expected name-<number>)
      --web.max-requests=-1             | --web.max-requests: "-1": not a number of up to nine digits
      --web.max-requests=many           | --web.max-requests: "many": not a number of up to nine digits
      --web.systemd-socket              | --web.systemd-socket: Java cannot take over a socket; listen with --web.listen-address, or behind systemd-socket-proxyd
      """)
  // spotless:on
  void mistake_isOneLineAndExitTwo(String words, String message) {
    Exit exit = exit(Map.of(), words.split(" ", -1));

    assertThat(exit.code()).isEqualTo(2);
    assertThat(exit).hasMessage("memfleet-exporter: error: " + message + ", try --help");
  }

  // spotless:off
  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      MEMFLEET_WEB_LISTEN_ADDRESS   | :1,      | MEMFLEET_WEB_LISTEN_ADDRESS: "": empty (expected :port, host:port or [ipv6]:port)
      MEMFLEET_COLLECTOR_ITEMS      | maybe    | MEMFLEET_COLLECTOR_ITEMS: "maybe" (expected true or false)
      MEMFLEET_WEB_SYSTEMD_SOCKET   | true     | --web.systemd-socket: Java cannot take over a socket; listen with --web.listen-address, or behind systemd-socket-proxyd
      """)
  // spotless:on
  void mistakeInAVariable_namesIt(String variable, String value, String message) {
    assertThat(exit(Map.of(variable, value)))
        .hasMessage("memfleet-exporter: error: " + message + ", try --help");
  }

  @Test
  void argumentWithLineEnds_staysOnOneLine() {
    assertThat(exit(Map.of(), "--a\nb")).message().doesNotContain("\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--no-memcached.tls.enable",
        "--memcached.tls.ca-file=",
        "--no-memcached.tls.insecure-skip-verify",
        "--no-web.systemd-socket",
        "--web.config.file=",
        "--no-help",
        "--no-version"
      })
  void featureThatIsNotThere_mayBeDeclined(String word) throws Exit {
    assertDefaults(parse(word));
  }

  private static Options parse(String... words) throws Exit {
    return CommandLine.parse(List.of(words), Map.of());
  }

  private static Exit exit(Map<String, String> environment, String... words) {
    Exit exit =
        catchThrowableOfType(Exit.class, () -> CommandLine.parse(List.of(words), environment));
    assertThat(exit).isNotNull();
    return exit;
  }
}
