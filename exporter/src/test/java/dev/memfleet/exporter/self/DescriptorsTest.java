package dev.memfleet.exporter.self;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DescriptorsTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"32,2,2", "64,13,11", "128,48,40", "1024,541,443", "20000,10978,8982"})
  void limit_isShared_betweenPagesAndNodes(long limit, int pages, int nodes) {
    Descriptors descriptors = new Descriptors(limit);
    assertThat(descriptors.pages()).isEqualTo(pages);
    assertThat(descriptors.nodes(pages)).isEqualTo(nodes);
  }

  @Test
  void pagesBoundedByMemory_leaveTheRestToNodes() {
    assertThat(new Descriptors(20_000).nodes(8_192)).isEqualTo(11_768);
  }

  @Test
  void limit_isReadAsTheKernelWritesIt() throws Exception {
    Path file = folder.resolve("limits");
    Files.writeString(
        file,
        """
        Limit                     Soft Limit           Hard Limit           Units
        Max processes             96000                96000                processes
        Max open files            1024                 20000                files
        """);
    assertThat(Descriptors.ofLimits(file).limit()).isEqualTo(1024);
    Files.writeString(file, "Max open files            unlimited            unlimited   files\n");
    assertThat(Descriptors.ofLimits(file).limit()).isEqualTo(1 << 20);
    assertThat(Descriptors.ofLimits(folder.resolve("none")).limit()).isEqualTo(1 << 20);
    assertThat(Descriptors.ofProcess().limit()).isPositive();
  }
}
