package dev.memfleet.exporter.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.exporter.yaml.ConfigException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigWriterTest {
  private static final String SECRETS =
      """
      profiles:
        prod: {auth: {username: agent, password: hunter2-1}}
        home: {auth: {username: agent, password: "hunter2-2${HOME}"}}
      nodes: [{address: a, profile: prod}]
      discovery:
        - name: page
          profile: home
          http:
            url: http://a/?token=hunter2-3
            headers: {X-Token: hunter2-4, X-Home: "${HOME}"}
            basic_auth: {username: agent, password: hunter2-5}
      """;

  @ParameterizedTest
  @ValueSource(strings = {"smallest.yml", "everything.yml", "aliases.yml", "left-empty.yml"})
  void whatIsWritten_givesTheSameConfiguration(String name) throws Exception {
    Config config = ConfigFile.load(Fixtures.valid(name), Set.of());

    assertThat(parse(ConfigWriter.write(config))).isEqualTo(config);
  }

  @ParameterizedTest
  @ValueSource(strings = {"profiles.yml", "sources.yml"})
  void whatIsWritten_isTheSameButForSecrets(String name) throws Exception {
    String written = ConfigWriter.write(ConfigFile.load(Fixtures.valid(name), Set.of()));

    assertThat(ConfigWriter.write(parse(written.replace("?<secret>", "?secret"))))
        .isEqualTo(written);
  }

  @Test
  void secretsOfEveryKind_areShownNowhere() throws Exception {
    Config config = parse(SECRETS);
    String home = Objects.requireNonNull(System.getenv("HOME"));

    for (String shown : new String[] {ConfigWriter.write(config), config.toString()}) {
      assertThat(shown).doesNotContain("hunter2").doesNotContain(home).contains("<secret>");
    }
    assertThat(ConfigWriter.write(config))
        .contains("password: <secret>\n", "X-Token: <secret>\n", "url: http://a:80/?<secret>\n");
  }

  private static Config parse(String text) throws ConfigException {
    return ConfigFile.parse(Path.of("f.yml"), text, Set.of());
  }
}
