package dev.memfleet.exporter.yaml;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.memfleet.exporter.yaml.Document.Syntax;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class DocumentTest {
  private static final int MEBIBYTE = 1 << 20;
  private static final InputLimits LIMITS =
      new InputLimits(2 * MEBIBYTE, 64 << 10, 100_000, 300_000, Duration.ofSeconds(30));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          [&b {<<: *b, "targets": []}]  | f:1:10: found an alias within the value it stands for
          - &b {<<: *b}                 | f:1:11: found an alias within the value it stands for
          - &b {<<: [*b]}               | f:1:12: found an alias within the value it stands for
          - &b [{<<: *b}]               | f:1:12: found an alias within the value it stands for
          - &b {*b : c}                 | f:1:7: found an alias within the value it stands for
          - &b {a: &b {<<: *b}}         | f:1:18: found an alias within the value it stands for
          - *b                          | f:1:3: found undefined alias
          - {<<: a}                     | f:1:8: expected a mapping or a list of mappings to merge
          [[[[[[[[[[[[[[[[[[[[[[[[      | f:1:22: nested more than 20 levels deep
          """)
  void yaml_thatContainsItself_isRefused(String text, String problem) {
    assertThat(refusal(Syntax.YAML, text)).isEqualTo(problem);
  }

  @Test
  void merges_giveTheKeysThatAMappingDoesNotHave_ofTheFirstThatHasThem() throws Exception {
    assertThat(
            elements(
                Syntax.YAML,
                """
                - &a {k: 1, l: 1}
                - &b {l: 2, m: 2}
                - {<<: [*a, *b], k: 0}
                - {k: 0, <<: *b, <<: *a}
                - &c {<<: *a, n: 4}
                - *c
                """))
        .containsExactly(
            "{k=1, l=1}",
            "{l=2, m=2}",
            "{k=0, l=1, m=2}",
            "{k=0, l=2, m=2}",
            "{n=4, k=1, l=1}",
            "{n=4, k=1, l=1}");
  }

  static Stream<String> longYaml() {
    int most = 2 * MEBIBYTE - 100;
    return Stream.of(
        " ".repeat(most) + "[]",
        "[" + " ".repeat(most) + "]",
        "- " + "k".repeat(most) + ": v",
        "- \"" + "k".repeat(most) + "\": v",
        "- '" + "k ".repeat(most / 2) + "'",
        "# " + "k".repeat(most) + "\n[]",
        "- |\n  " + "k".repeat(most),
        "- &" + "k".repeat(most) + " v",
        "- !" + "k".repeat(most) + " v",
        "%" + "k".repeat(most) + "\n---\n[]");
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("longYaml")
  void yaml_withALongLine_isRefusedBeforeItTakesQuadraticTime(String text) {
    assertThat(refusal(Syntax.YAML, text)).matches("f:[12]:1: the line is longer than 64 KiB");
  }

  static Stream<String> manyLinesOfYaml() {
    int most = 2 * MEBIBYTE - 100;
    return Stream.of(
        "\n".repeat(most) + "[]",
        ("# a" + " ".repeat(60) + "\n").repeat(most / 64) + "[]",
        "- a" + ("\n  " + "b".repeat(60)).repeat(most / 63),
        "- |\n" + ("  " + "b".repeat(60) + "\n").repeat(most / 63),
        "- \"" + "a\n\n".repeat(most / 3) + "\"");
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("manyLinesOfYaml")
  void yaml_withManyLines_isReadInTime(String text) throws Exception {
    assertThat(elements(Syntax.YAML, text)).hasSizeLessThanOrEqualTo(1);
  }

  @Test
  void json_withALongLine_isReadInTime() throws Exception {
    assertThat(elements(Syntax.JSON, " ".repeat(2 * MEBIBYTE - 10) + "[]")).isEmpty();
    assertThat(elements(Syntax.JSON, "[" + "1,".repeat(200_000) + "1]")).hasSize(200_001);
  }

  @Test
  void json_withALongText_isRefused() {
    String text = "k".repeat(MEBIBYTE + 1);
    assertThat(refusal(Syntax.JSON, "[{\"" + text + "\": 1}]"))
        .matches("f:1:\\d+: a text is longer than 1 MiB, or a number than 1000 digits");
    assertThat(refusal(Syntax.JSON, "[\"" + text + "\"]")).contains("longer than 1 MiB");
    assertThat(refusal(Syntax.JSON, "[" + "1".repeat(1001) + "]")).contains("1000 digits");
    assertThat(refusal(Syntax.JSON, "[".repeat(22) + "]".repeat(22)))
        .isEqualTo("f:1:22: nested more than 20 levels deep");
  }

  @Test
  void values_beyondTheLimits_areRefused() {
    assertThat(refusal(Syntax.JSON, "[[" + "1,".repeat(100_000) + "1]]"))
        .isEqualTo(
            "f:1:200001: more than 100000 values in one element, with each alias counted in full");
    assertThat(refusal(Syntax.JSON, "[" + "1,".repeat(300_000) + "1]"))
        .endsWith("more than 300000 values, with each alias counted in full");
    String bomb =
        IntStream.range(1, 60)
            .mapToObj(i -> "- &k%d [*k%d, *k%d, *k%d]\n".formatted(i, i - 1, i - 1, i - 1))
            .collect(Collectors.joining("", "- &k0 [x, x]\n", ""));
    assertThat(refusal(Syntax.YAML, bomb)).contains("with each alias counted in full");
  }

  @Test
  void bytes_beyondTheLimit_areNotRead() {
    assertThat(refusal(Syntax.JSON, "[" + " ".repeat(2 * MEBIBYTE)))
        .isEqualTo("f: larger than 2 MiB");
    assertThat(refusal(Syntax.YAML, "\n".repeat(2 * MEBIBYTE + 1)))
        .isEqualTo("f: larger than 2 MiB");
  }

  @Test
  void reading_thatTakesLong_isGivenUp() {
    AtomicLong seconds = new AtomicLong();
    DocumentInput slow =
        new DocumentInput(
            new ByteArrayInputStream("a".repeat(100).getBytes(UTF_8)),
            LIMITS,
            () -> seconds.getAndAdd(20) * 1_000_000_000L);

    assertThatCode(() -> slow.read(new char[10])).doesNotThrowAnyException();
    assertThatThrownBy(() -> slow.read(new char[10])).hasMessage("not read within 30 s");
  }

  @Test
  void mistakesWithoutNumber_areCounted() {
    Problems problems = new Problems("f");
    for (int i = 0; i < 1234; i++) {
      problems.add(new Place(2000 - i, 1), "mistake");
    }

    assertThat(problems.asException().problems())
        .hasSize(1001)
        .startsWith("f:1001:1: mistake")
        .endsWith("f: 234 more errors");
  }

  private static String refusal(Syntax syntax, String text) {
    return String.join(
        "\n", catchThrowableOfType(ConfigException.class, () -> elements(syntax, text)).problems());
  }

  private static List<String> elements(Syntax syntax, String text) throws ConfigException {
    Problems problems = new Problems("f");
    List<String> shown = new ArrayList<>();
    new Document(syntax, LIMITS, problems)
        .elements(
            () -> new ByteArrayInputStream(text.getBytes(UTF_8)),
            (index, element) -> shown.add(shown(element)));
    problems.throwIfAny();
    return shown;
  }

  private static String shown(Value value) {
    if (value instanceof Value.Mapping mapping) {
      return mapping.entries().stream()
          .map(entry -> shown(entry.key()) + "=" + shown(entry.value()))
          .collect(Collectors.joining(", ", "{", "}"));
    }
    return value instanceof Value.Scalar scalar ? scalar.text() : value.describe();
  }
}
