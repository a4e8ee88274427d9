package dev.memfleet.exporter.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.memfleet.exporter.node.AllowedTargets;
import dev.memfleet.exporter.node.NodeAddress;
import dev.memfleet.exporter.node.NodeBudget;
import dev.memfleet.exporter.node.NodeRules;
import dev.memfleet.exporter.node.Profile;
import dev.memfleet.exporter.node.Shard;
import dev.memfleet.exporter.node.Target;
import dev.memfleet.exporter.yaml.ConfigException;
import dev.memfleet.exporter.yaml.Document.Syntax;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetGroupsTest {
  private static final Profile PROD =
      new Profile("prod", Optional.empty(), Optional.empty(), AllowedTargets.NONE);
  private static final NodeRules RULES =
      new NodeRules(Set.of("slab", "instance"), Map.of("prod", PROD));

  @ParameterizedTest
  @ValueSource(
      strings = {
        """
        [{"targets": ["a:1", "b"], "labels": {"pool": "p", "__meta_x": "y"}}, {"targets": ["[::1]:2"]}]
        """,
        """
        [{"targets":["a:1","b"],"labels":{"pool":"p"}},{"labels":{},"targets":["[::1]:2"]}]""",
        """
        [
        \t{
        \t\t"targets": ["a:1",
        \t\t\t"b"
        \t\t],
        \t\t"labels": {"pool": "p"}
        \t},
        \t{"targets": ["[::1]:2"]}
        ]
        """,
        """
        [{"Targets": ["z"], "TARGETS": ["a:1", "b"], "Labels": {"pool": "o", "pool": "p", "empty": null}},
         {"targets": ["[::1]:2"], "LABELS": null}]
        """,
        """
        - targets: [a:1, b]
          labels:
            pool: p
            empty:
            none: ~
            __meta_x: y
        - targets:
            - "[::1]:2"
        """
      })
  void groups_inAnySpelling_areTheirNodes(String text) throws Exception {
    assertThat(parse(text))
        .containsExactly(
            target("a:1", Map.of("pool", "p")),
            target("b:11211", Map.of("pool", "p")),
            target("[::1]:2", Map.of()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "- targets: []",
        "[{}]",
        "[{\"labels\": {}}]",
        "[\n]\n",
        "[{\"targets\": null}]"
      })
  void groups_withoutTargets_areNoNodes(String text) throws Exception {
    assertThat(parse(text)).isEmpty();
  }

  /** What a program in Go sends for a list that was never made. */
  @Test
  void nullInJson_isNoNodes() throws Exception {
    assertThat(TargetGroups.parse("f", Syntax.JSON, "null".getBytes(StandardCharsets.UTF_8), RULES))
        .isEmpty();
  }

  @Test
  void escapesOfJson_areRead() throws Exception {
    String json =
        "[{\"targets\":[\"a\"],\"labels\":{\"a\":\"x\\/y\\\\\\/\\u00e9\\ud83d\\ude00\\n\"}}]";

    assertThat(parse(json)).containsExactly(target("a:11211", Map.of("a", "x/y\\/é😀\n")));
  }

  @Test
  void instance_isKeptUnderAnotherName_andJobAsItIs() throws Exception {
    NodeRules rules =
        new NodeRules(Set.of("node"), Optional.of("node"), Map.of(), NodeBudget.UNLIMITED);
    String text =
        """
        [{"targets": ["a"], "labels": {"node": "one", "job": "j", "instance": "i"}}]""";

    assertThat(TargetGroups.parse("f", Syntax.JSON, text.getBytes(StandardCharsets.UTF_8), rules))
        .containsExactly(
            target("a:11211", Map.of("exported_node", "one", "job", "j", "instance", "i")));
  }

  @Test
  void nodesBeyondTheBudget_areRefused() {
    NodeRules rules =
        new NodeRules(
            Set.of(), Optional.empty(), Map.of(), new NodeBudget(2 << 20, Shard.UNSHARDED));
    byte[] text =
        IntStream.range(0, 200)
            .mapToObj(i -> "- targets: [a" + i + "]\n")
            .collect(Collectors.joining())
            .getBytes(StandardCharsets.UTF_8);

    assertThatThrownBy(() -> TargetGroups.parse("f", Syntax.YAML, text, rules))
        .hasMessage(
            "f:74:3: [73]: too many nodes for the heap: its 2 MiB for nodes are enough for about 73;"
                + " raise java's -Xmx");
  }

  @Test
  void profile_isNamedByALabel() throws Exception {
    String text =
        """
        - {targets: [a], labels: {__profile__: prod, pool: p}}
        - {targets: [b], labels: {__profile__: default}}
        - targets: [c]
        """;
    assertThat(parse(text))
        .containsExactly(
            new Target(NodeAddress.parse("a"), Map.of("pool", "p"), Optional.of(PROD)),
            new Target(NodeAddress.parse("b"), Map.of(), Optional.of(Profile.PLAIN)),
            target("c", Map.of()));
  }

  // spotless:off
  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      ``                                              | f: empty
      null                                            | f: empty
      {}                                              | f:1:1: expected a list, found a mapping
      <html></html>                                   | f:1:1: expected a list, found "<html></html>"
      [1]                                             | f:1:2: [0]: expected a mapping, found "1"
      [{"targets": "a"}]                              | f:1:14: [0].targets: expected a list, found "a"
      [{"targets": ["a", "a:b"]}]                     | f:1:20: [0].targets[1]: "a:b": port is not a number (expected host, host:port, [ipv6]:port or /path/of.sock)
      [{"targets": [{}]}]                             | f:1:15: [0].targets[0]: expected a text, found a mapping
      [{"targets": [], "label": {}}]                  | f:1:18: [0]: unknown key "label" (did you mean labels?)
      [{"labels": []}]                                | f:1:13: [0].labels: expected a mapping, found a list
      [{"labels": {"slab": "1"}}]                     | f:1:14: [0].labels: label "slab" is one of the exporter's own
      [{"labels": {"a-b": "1"}}]                      | f:1:14: [0].labels: "a-b" is not a label name (expected letters, digits and _)
      [{"labels": {"__profile__": "dev"}}]            | f:1:29: [0].labels.__profile__: unknown profile "dev" (expected default, prod)
      [{"labels": {"__profile__": []}}]               | f:1:29: [0].labels.__profile__: expected a text, found a list
      [{"labels": {"a": {}}}]                         | f:1:19: [0].labels.a: expected a text, found a mapping
      [{"targets": ["a"]}, {"targets"                 | f:1:32: Unexpected end-of-input within/between Object entries
      [{"targets": ["a"]}] trailing                   | f:1:22: Unrecognized token 'trailing': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')
      """)
  // spotless:on
  void badAnswer_isRefusedAsAWhole(String text, String problem) {
    ConfigException refused =
        catchThrowableOfType(ConfigException.class, () -> parse(text == null ? "" : text));

    assertThat(refused.problems()).containsExactly(problem);
  }

  /** As JSON where it can be. */
  private static List<Target> parse(String text) throws ConfigException {
    Syntax syntax = text.startsWith("[") ? Syntax.JSON : Syntax.YAML;
    return TargetGroups.parse("f", syntax, text.getBytes(StandardCharsets.UTF_8), RULES);
  }

  private static Target target(String address, Map<String, String> labels) {
    return new Target(NodeAddress.parse(address), labels);
  }
}
