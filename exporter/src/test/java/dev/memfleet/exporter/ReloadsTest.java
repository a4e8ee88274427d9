package dev.memfleet.exporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.memfleet.exporter.config.ConfigReload;
import dev.memfleet.exporter.fake.LogLines;
import dev.memfleet.exporter.self.BuildInfo;
import dev.memfleet.exporter.self.InternalErrors;
import dev.memfleet.exporter.self.SelfMetrics;
import dev.memfleet.exporter.self.SelfValues;
import dev.memfleet.exporter.yaml.ConfigException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReloadsTest {
  @TempDir Path folder;

  private final InternalErrors errors = new InternalErrors();
  private final AtomicInteger invalid = new AtomicInteger();
  private final AtomicInteger loads = new AtomicInteger();

  @Test
  void mistakeInAReload_isCounted_andLoggedOnce_andOthersAndTheNextGoOn() throws Exception {
    Path path = Files.writeString(folder.resolve("fleet.yml"), "");
    ConfigReload faulty =
        new ConfigReload(
            path,
            reading -> {
              reading.accept(path);
              if (invalid.getAndDecrement() > 0) {
                throw new IllegalStateException("injected");
              }
            },
            Clock.systemUTC());
    ConfigReload other =
        new ConfigReload(
            folder.resolve("web.yml"), reading -> loads.incrementAndGet(), Clock.systemUTC());
    faulty.load();
    Reloads reloads = new Reloads(List.of(faulty, other), errors);
    try (LogLines log = LogLines.of(InternalErrors.class)) {
      invalid.set(3);
      assertThatThrownBy(reloads::all)
          .isInstanceOfSatisfying(
              ConfigException.class,
              thrown ->
                  assertThat(thrown.problems())
                      .containsExactly(path + ": internal error, see the stack trace in the log"));
      assertThat(loads).hasValue(1);
      assertThat(faulty.successful()).isFalse();
      reloads.allAndLog();
      assertThat(loads).hasValue(2);
      Files.writeString(path, "changed");
      reloads.ifChanged(faulty);
      assertThat(log.lines()).containsExactly("SEVERE internal error where=reload");
      assertThat(log.records().get(0).getThrown()).hasMessage("injected");
    }
    assertThat(count()).isEqualTo(3);

    reloads.all();
    assertThat(faulty.successful()).isTrue();
  }

  private @Nullable Double count() {
    SelfMetrics self = new SelfMetrics(new BuildInfo("1", "a", "b"));
    errors.register(self);
    return SelfValues.of(self, "memcached_exporter_internal_errors_total", "reload");
  }
}
