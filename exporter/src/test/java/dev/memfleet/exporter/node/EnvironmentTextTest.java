package dev.memfleet.exporter.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvironmentTextTest {
  @ParameterizedTest
  @CsvSource({
    "plain, plain",
    "${A}, 1",
    "x${A}${B}y, x1$2y",
    "$${A}, ${A}",
    "$$${A}, $${A}",
    "$A, $A",
    "${}, ${}",
    "${a b}, ${a b}",
    "a$$b$, a$$b$",
  })
  void text_withVariables_hasTheirValues(String text, String expanded) {
    Map<String, String> environment = Map.of("A", "1", "B", "$2");
    assertThat(EnvironmentText.expand(text, name -> Optional.ofNullable(environment.get(name))))
        .isEqualTo(expanded);
  }

  @Test
  void text_withAnUnknownVariable_isRefusedByItsNameAlone() {
    assertThatThrownBy(() -> EnvironmentText.expand("hunter2${C}", name -> Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("environment variable \"C\" is not set");
  }
}
