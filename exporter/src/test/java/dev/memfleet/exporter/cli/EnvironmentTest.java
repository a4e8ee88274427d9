package dev.memfleet.exporter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentTest {
  @ParameterizedTest
  @CsvSource({
    "MEMFLEET_LOG_LEVLE, ' (did you mean MEMFLEET_LOG_LEVEL?)'",
    "MEMFLEET_CONFIGFILE, ' (did you mean MEMFLEET_CONFIG_FILE?)'",
    "MEMFLEET_SOMETHING_ELSE, ''",
  })
  void variableThatStandsForNoFlag_isWarnedOf(String name, String hint) {
    assertThat(
            Environment.warnings(Map.of(name, "x", "PATH", "/bin", "MEMFLEET_LOG_LEVEL", "info")))
        .containsExactly(
            "environment variable " + name + " stands for no flag and is ignored" + hint);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "MEMFLEET_JAR",
        "MEMFLEET_VERSION",
        "MEMFLEET_SERVICE_HOST",
        "MEMFLEET_SERVICE_PORT",
        "MEMFLEET_SERVICE_PORT_HTTP",
        "MEMFLEET_PORT",
        "MEMFLEET_PORT_9150_TCP",
        "MEMFLEET_PORT_9150_TCP_PROTO",
        "MEMFLEET_PORT_9150_TCP_PORT",
        "MEMFLEET_PORT_9150_TCP_ADDR",
        "MEMFLEET_EXPORTER_SERVICE_HOST",
        "MEMFLEET_EXPORTER_PORT_9150_TCP",
        "MEMFLEET_MEMCACHED_PORT_11211_UDP_ADDR",
        "MEMFLEET_NAME",
        "MEMFLEET_ENV_JAVA_HOME",
      })
  void variableOfKubernetesOrOfAnImage_isPassedOver_andIsNoFlag(String name) throws Exception {
    Map<String, String> environment = Map.of(name, "tcp://10.0.0.1:9150");

    assertThat(Environment.warnings(environment)).isEmpty();
    Options options = CommandLine.parse(List.of(), environment);
    Options defaults = CommandLine.parse(List.of(), Map.of());
    for (Flag<?> flag : Flags.ALL) {
      assertThat((Object) options.get(flag)).as("%s", flag).isEqualTo(defaults.get(flag));
    }
  }

  @Test
  void variableOfEveryFlag_isKnown() {
    assertThat(Flags.ALL)
        .allSatisfy(
            flag ->
                flag.variable()
                    .ifPresent(
                        name -> assertThat(Environment.warnings(Map.of(name, "x"))).isEmpty()));
  }
}
