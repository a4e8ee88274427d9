package dev.memfleet.exporter.cli.verbs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.exporter.cli.verbs.Table.Column;
import dev.memfleet.exporter.cli.verbs.Table.Row;
import dev.memfleet.exporter.cli.verbs.Table.Tone;
import dev.memfleet.exporter.text.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormatTest {
  private static final Table TABLE =
      new Table(
          "nodes",
          List.of(new Column("node", "NODE", Kind.TEXT), new Column("bytes", "MEMORY", Kind.BYTES)),
          List.of(
              new Row(Tone.PLAIN, Arrays.asList("a,\"b\"|<\u001b[2J", 1536.0)),
              new Row(Tone.BAD, Arrays.asList("b", null))));

  private static final Printout FOUND = new Printout(Map.of("up", 1), List.of(TABLE));

  @Test
  void text_isAlignedAndHasNoControlCharacters() {
    assertThat(Format.TEXT.print(FOUND, Palette.PLAIN))
        .isEqualTo(
            """
            NODE          MEMORY
            a,"b"|<?[2J  1.5 KiB
            b                  -
            """);
    assertThat(Format.TEXT.print(FOUND, Palette.COLOUR)).contains("\u001b[31mb ");
  }

  @Test
  void json_hasFactsAndRawValues() {
    assertThat(Format.JSON.print(FOUND, Palette.PLAIN))
        .isEqualTo(
            """
            {
              "up": 1,
              "nodes": [
                {"node": "a,\\"b\\"|<\\u001b[2J", "bytes": 1536},
                {"node": "b", "bytes": null}
              ]
            }
            """);
  }

  @Test
  void csv_quotesWhatNeedsIt() {
    assertThat(Format.CSV.print(FOUND, Palette.PLAIN))
        .isEqualTo("node,bytes\n\"a,\"\"b\"\"|<\u001b[2J\",1536\nb,\n");
  }

  @Test
  void markdown_escapesItsOwnCharacters() {
    assertThat(Format.MARKDOWN.print(FOUND, Palette.PLAIN))
        .isEqualTo(
            """
            - up: 1

            | NODE | MEMORY |
            | --- | --: |
            | a,"b"\\|&lt;?[2J | 1.5 KiB |
            | b | - |
            """);
  }

  @ParameterizedTest
  @CsvSource({
    "COUNT, 99999, 99999",
    "COUNT, 100000, 100.0k",
    "COUNT, 999999, 1.0M",
    "BYTES, 1023, 1023 B",
    "BYTES, 67108864, 64.0 MiB",
    "RATIO, 0.4567, 45.7%",
    "RATE, 3.14159, 3.1",
    "RATE, 123456, 123.5k",
    "SECONDS, 0.25, 250ms",
    "SECONDS, 59, 59s",
    "SECONDS, 3599, 59m59s",
    "SECONDS, 8040, 2h14m",
    "SECONDS, 273600, 3d4h",
    "COUNT, NaN, -"
  })
  void numbers_areShortened(Kind kind, double value, String expected) {
    assertThat(kind.shown(value)).isEqualTo(expected);
  }
}
