package dev.memfleet.exporter.self;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.prometheus.client.Collector.MetricFamilySamples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessMetricsTest {
  private static final String FIELDS =
      " S 1 42 42 0 -1 4194560 900 0 3 0 250 150 0 0 20 0 10 0 1000 67108864 800"
          + " 18446744073709551615";

  @TempDir Path folder;
  private Path pidFile;

  @BeforeEach
  void process() throws IOException {
    pidFile = folder.resolve("memcached.pid");
    Files.writeString(pidFile, "42\n");
    Files.createDirectories(folder.resolve("42/fd"));
    Files.createDirectories(folder.resolve("42/net"));
    for (String file : new String[] {"0", "1", "2"}) {
      Files.writeString(folder.resolve("42/fd").resolve(file), "");
    }
    write("stat", "cpu  1 2 3\nbtime 1700000000\nprocesses 5\n");
    write("42/stat", "42 (memcached)" + FIELDS + "\n");
    write("42/status", "Name:\tmemcached\nVmPeak:\t   99 kB\nVmRSS:\t    3200 kB\n");
    write(
        "42/limits",
        """
        Limit                     Soft Limit           Hard Limit           Units
        Max address space         unlimited            unlimited            bytes
        Max open files            1024                 4096                 files
        """);
    write(
        "42/net/netstat",
        """
        TcpExt: SyncookiesSent InOctets_not
        TcpExt: 1 2
        IpExt: InNoRoutes InOctets OutOctets
        IpExt: 0 5000 6000
        """);
  }

  @Test
  void families_areReadFromProc() {
    assertThat(values())
        .containsOnly(
            entry("memcached_process_cpu_seconds_total", 4.0),
            entry("memcached_process_max_fds", 1024.0),
            entry("memcached_process_open_fds", 3.0),
            entry("memcached_process_resident_memory_bytes", 3200.0 * 1024),
            entry("memcached_process_start_time_seconds", 1_700_000_010.0),
            entry("memcached_process_virtual_memory_bytes", 67108864.0),
            entry("memcached_process_virtual_memory_max_bytes", 0x1p64),
            entry("memcached_process_network_receive_bytes_total", 5000.0),
            entry("memcached_process_network_transmit_bytes_total", 6000.0));
    assertThat(values().keySet()).containsExactlyInAnyOrderElementsOf(ProcessMetrics.names());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "odd) S 9 9 9", "((", "\u00ff\u00fe"})
  void families_whateverTheProgramsName(String name) throws IOException {
    write("42/stat", "42 (" + name + ")" + FIELDS + "\n");
    write("42/status", "Name:\t" + name + "\nVmRSS:\t    3200 kB\n");
    assertThat(values()).hasSize(9).containsEntry("memcached_process_cpu_seconds_total", 4.0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"42/limits", "42/net/netstat", "42/status", "stat"})
  void families_unreadableFile_costsItsOwnMetricsOnly(String file) throws IOException {
    Files.delete(folder.resolve(file));
    assertThat(values()).hasSizeBetween(7, 8).containsKey("memcached_process_open_fds");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "43", "-1", "memcached", "42 43"})
  void families_noSuchProcess_areNone(String pid) throws IOException {
    Files.writeString(pidFile, pid);
    assertThat(values()).isEmpty();
  }

  @Test
  void families_processComesBack() throws IOException {
    ProcessMetrics metrics = new ProcessMetrics(pidFile, folder);
    Files.writeString(pidFile, "43");
    assertThat(metrics.collect()).isEmpty();
    Files.writeString(pidFile, "42");
    assertThat(metrics.collect()).hasSize(9);
  }

  @Test
  void families_ofThisProcess() throws IOException {
    Files.writeString(pidFile, Long.toString(ProcessHandle.current().pid()));
    Map<String, Double> values = values(new ProcessMetrics(pidFile));
    assertThat(values).containsKeys("memcached_process_start_time_seconds");
    assertThat(values.get("memcached_process_resident_memory_bytes")).isGreaterThan(1e6);
    assertThat(values.get("memcached_process_cpu_seconds_total")).isPositive();
    assertThat(values.get("memcached_process_start_time_seconds")).isGreaterThan(1.5e9);
  }

  private Map<String, Double> values() {
    return values(new ProcessMetrics(pidFile, folder));
  }

  private static Map<String, Double> values(ProcessMetrics metrics) {
    Map<String, Double> values = new TreeMap<>();
    for (MetricFamilySamples family : metrics.collect()) {
      values.put(family.samples.get(0).name, family.samples.get(0).value);
    }
    return values;
  }

  private void write(String file, String text) throws IOException {
    Files.write(folder.resolve(file), text.getBytes(ISO_8859_1));
  }
}
