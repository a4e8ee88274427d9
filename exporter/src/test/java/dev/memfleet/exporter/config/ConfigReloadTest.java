package dev.memfleet.exporter.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.memfleet.exporter.yaml.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigReloadTest {
  @TempDir Path folder;

  private final List<Config> applied = new ArrayList<>();
  private final Ticking clock = new Ticking();
  private Path file;
  private ConfigReload reload;

  /** One second later each time. */
  private static final class Ticking extends Clock {
    private long seconds = 1_800_000_000;

    @Override
    public Instant instant() {
      return Instant.ofEpochSecond(seconds++);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  @BeforeEach
  void writeFile() throws IOException {
    file = folder.resolve("fleet.yml");
    write("nodes: [{address: a}]\n");
    reload = new ConfigReload(file, Set.of("slab"), applied::add, clock);
  }

  private void write(String text) throws IOException {
    Path fresh = Files.writeString(folder.resolve("fresh"), text);
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
  }

  @Test
  void goodFile_isApplied() throws Exception {
    assertThat(reload.successful()).isTrue();
    assertThat(reload.lastSuccess()).isEqualTo(Instant.ofEpochSecond(1_800_000_000));
    write("nodes: [{address: b}]\n");
    reload.reload();

    assertThat(applied)
        .singleElement()
        .satisfies(config -> assertThat(config.nodes().get(0).address()).hasToString("b:11211"));
    assertThat(reload.lastSuccess()).isEqualTo(Instant.ofEpochSecond(1_800_000_001));
  }

  @Test
  void badFile_changesNothing_andReportsEveryMistake() throws Exception {
    write("nodes: [{address: b}, {addres: c}]\nlabels: {}\n");

    assertThatThrownBy(reload::reload)
        .isInstanceOfSatisfying(
            ConfigException.class, invalid -> assertThat(invalid.problems()).hasSize(3));
    assertThat(applied).isEmpty();
    assertThat(reload.successful()).isFalse();
    assertThat(reload.lastSuccess()).isEqualTo(Instant.ofEpochSecond(1_800_000_000));

    write("nodes: []\n");
    reload.reloadAndLog();
    assertThat(reload.successful()).isTrue();
  }

  @Test
  void configurationThatCannotBeApplied_isNoSuccess() {
    ConfigReload failing =
        new ConfigReload(
            file,
            Set.of(),
            config -> {
              throw new IllegalStateException("busy");
            },
            clock);

    assertThatThrownBy(failing::reload).hasMessage("busy");
    assertThat(failing.successful()).isFalse();
  }

  @Test
  void changedFile_isReadOnce() throws Exception {
    reload.reloadIfChanged();
    assertThat(applied).isEmpty();

    write("nodes: [{address: b}]\n");
    reload.reloadIfChanged();
    reload.reloadIfChanged();
    assertThat(applied).hasSize(1);

    write("no");
    reload.reloadIfChanged();
    reload.reloadIfChanged();
    Files.delete(file);
    reload.reloadIfChanged();
    assertThat(applied).hasSize(1);
    assertThat(reload.successful()).isFalse();

    write("nodes: [{address: b}]\n");
    reload.reloadIfChanged();
    assertThat(applied).hasSize(2);
    assertThat(reload.successful()).isTrue();
  }
}
