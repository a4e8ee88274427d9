package dev.memfleet.exporter.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** With `-Ddashboards.write=true` it writes the dashboards instead of comparing them. */
class DashboardsTest {
  @ParameterizedTest
  @EnumSource
  void dashboard_shipped_isWhatItsSourceGenerates(Dashboard dashboard) throws IOException {
    String generated = dashboard.generated();
    Path shipped = dashboard.file();
    if (Boolean.getBoolean("dashboards.write")) {
      Files.writeString(shipped, generated);
    }
    assertThat(Files.readString(shipped)).isEqualTo(generated);
  }
}
