package dev.memfleet.exporter.discovery.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.exporter.discovery.SourceRecorder.RecordedAnswer;
import dev.memfleet.exporter.discovery.SourceRunner;
import dev.memfleet.exporter.node.NodeRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class FileSourceTest {
  @RegisterExtension static final SourceRunner RUNNER = new SourceRunner();

  @TempDir Path folder;

  @Test
  void files_areReadAtOnce_inTheOrderOfTheirNames() throws Exception {
    write("b.json", "[{\"targets\": [\"b\"], \"labels\": {\"pool\": \"p\", \"__x\": \"y\"}}]");
    write("a.yml", "- targets: [a, b]");
    write("c.txt", "not asked for");
    assertThat(start("*.yml", "*.json"))
        .isEqualTo(new RecordedAnswer(List.of("a:11211", "b:11211", "b:11211{pool=p}"), List.of()));
  }

  @Test
  void change_isSeen_alsoByRenameAndByLink() throws Exception {
    Path file = write("nodes.yml", "- targets: [a]");
    start("nodes.yml");

    Files.writeString(file, "- targets: [b]");
    heardNodes("b:11211");
    Files.move(write("next", "- targets: [c]"), file, StandardCopyOption.ATOMIC_MOVE);
    heardNodes("c:11211");
    Files.delete(file);
    Files.createSymbolicLink(file, write("linked", "- targets: [d]"));
    heardNodes("d:11211");
    write("linked", "- targets: [e, f]");
    heardNodes("e:11211", "f:11211");
    write("nodes.yml", "[]");
    heardNodes();
  }

  @Test
  void badFile_keepsItsLastGoodNodes_whileOthersChange() throws Exception {
    write("a.json", "[{\"targets\": [\"a\"]}]");
    write("b.json", "[{\"targets\": [\"b\"]}]");
    start("*.json");

    write("a.json", "[{\"targets\": [\"a\", \"c");
    RecordedAnswer half = RUNNER.recorder().await(answer -> !answer.problems().isEmpty());
    assertThat(half.nodes()).containsExactly("a:11211", "b:11211");
    assertThat(half.problems())
        .singleElement()
        .satisfies(problem -> assertThat(problem).startsWith(folder.resolve("a.json") + ":1:"));

    write("b.json", "[]");
    assertThat(RUNNER.recorder().await(answer -> answer.nodes().size() == 1).problems())
        .isEqualTo(half.problems());
    write("a.json", "[{\"targets\": [\"a\", \"c\"]}]");
    heardNodes("a:11211", "c:11211");
  }

  @Test
  void fileBehindAStar_comesAndGoes() throws Exception {
    start("*.json");

    write("a.json", "[{\"targets\": [\"a\"]}]");
    heardNodes("a:11211");
    Files.delete(folder.resolve("a.json"));
    heardNodes();
  }

  @Test
  void fileOfThatName_keepsItsNodesWhenItGoes() throws Exception {
    Path file = write("a.json", "[{\"targets\": [\"a\"]}]");
    start("a.json");

    Files.delete(file);
    RecordedAnswer gone = RUNNER.recorder().await(answer -> !answer.problems().isEmpty());
    assertThat(gone)
        .isEqualTo(new RecordedAnswer(List.of("a:11211"), List.of(file + ": no such file")));
    write("a.json", "[{\"targets\": [\"b\"]}]");
    heardNodes("b:11211");
  }

  @Test
  void missingFileAndFolder_areProblemsFromTheStart() throws Exception {
    assertThat(start("none.json", "nowhere/*.json").problems())
        .containsExactly(
            folder.resolve("nowhere") + ": no such folder",
            folder.resolve("none.json") + ": no such file");
  }

  @Test
  void folderThatGoes_keepsTheNodesOfItsFiles() throws Exception {
    Path inner = Files.createDirectory(folder.resolve("inner"));
    Files.writeString(inner.resolve("a.json"), "[{\"targets\": [\"a\"]}]");
    start("inner/*.json");

    Files.move(inner, folder.resolve("away"));
    assertThat(RUNNER.recorder().await(answer -> !answer.problems().isEmpty()).nodes())
        .containsExactly("a:11211");
    Files.move(folder.resolve("away"), inner);
    heardNodes("a:11211");
  }

  @Test
  void star_standsForAnyCharacters_andNothingElseIsSpecial() throws Exception {
    write("a[1].json", "[{\"targets\": [\"one\"]}]");
    write("a[].json", "[{\"targets\": [\"none\"]}]");
    write("a1.json", "[{\"targets\": [\"other\"]}]");
    assertThat(start("a[*].json").nodes()).containsExactly("one:11211", "none:11211");
  }

  @Test
  void stoppedSource_isSilent() throws Exception {
    start("*.json");
    RUNNER.stop();
    int answers = RUNNER.recorder().count();
    write("a.json", "[]");
    RUNNER.pass(30);
    assertThat(RUNNER.recorder().count()).isEqualTo(answers);
  }

  private RecordedAnswer start(String... names) throws Exception {
    List<Path> paths = Arrays.stream(names).map(folder::resolve).toList();
    FilePatterns config = new FilePatterns(paths, Duration.ofMillis(5));
    return RUNNER.start(
        vertx -> new FileSource(vertx, config, new NodeRules(Set.of("instance"), Map.of())));
  }

  private void heardNodes(String... nodes) throws Exception {
    RUNNER
        .recorder()
        .await(answer -> answer.nodes().equals(List.of(nodes)) && answer.problems().isEmpty());
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }
}
