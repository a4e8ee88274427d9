package dev.memfleet.exporter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.exporter.fake.LogLines;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentTest {
  private static List<String> logged(Map<String, String> environment) {
    try (LogLines log = LogLines.of(Environment.class)) {
      Environment.logUnknown(environment);
      return log.lines();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "MEMFLEET_LOG_LEVLE, ' did_you_mean=MEMFLEET_LOG_LEVEL'",
    "MEMFLEET_CONFIGFILE, ' did_you_mean=MEMFLEET_CONFIG_FILE'",
    "MEMFLEET_SOMETHING_ELSE, ''",
  })
  void variableThatStandsForNoFlag_isWarnedOf(String name, String hint) {
    assertThat(logged(Map.of(name, "x", "PATH", "/bin", "MEMFLEET_LOG_LEVEL", "info")))
        .containsExactly(
            "WARNING environment variable ignored name=" + name + " reason=no such flag" + hint);
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

    assertThat(logged(environment)).isEmpty();
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
                flag.variable().ifPresent(name -> assertThat(logged(Map.of(name, "x"))).isEmpty()));
  }
}
