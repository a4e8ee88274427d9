package dev.memfleet.exporter.self;

import dev.memfleet.exporter.settings.Type;
import dev.memfleet.exporter.text.LogEvent;
import io.prometheus.client.Collector;
import io.prometheus.client.Collector.MetricFamilySamples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The process metrics of the memcached whose pid is in a file, read for each page. */
public final class ProcessMetrics extends Collector {
  private static final Logger LOG = Logger.getLogger(ProcessMetrics.class.getName());

  // spotless:off
  private static final List<Row> TABLE = List.of(
      new Row("memcached_process_cpu_seconds_total", Type.COUNTER, "CPU time of the memcached process, user and system.", ProcFile::cpuSeconds),
      new Row("memcached_process_max_fds", Type.GAUGE, "Maximum number of files that the memcached process may open.", proc -> proc.limit("Max open files")),
      new Row("memcached_process_open_fds", Type.GAUGE, "Files that the memcached process has open.", ProcFile::openFiles),
      new Row("memcached_process_resident_memory_bytes", Type.GAUGE, "Resident memory of the memcached process.", ProcFile::residentBytes),
      new Row("memcached_process_start_time_seconds", Type.GAUGE, "Start of the memcached process, seconds since the epoch.", ProcFile::startTime),
      new Row("memcached_process_virtual_memory_bytes", Type.GAUGE, "Virtual memory of the memcached process.", ProcFile::virtualBytes),
      new Row("memcached_process_virtual_memory_max_bytes", Type.GAUGE, "Limit of the virtual memory of the memcached process.", proc -> proc.limit("Max address space")),
      new Row("memcached_process_network_receive_bytes_total", Type.COUNTER, "Bytes received in the network namespace of the memcached process.", proc -> proc.netstat("InOctets")),
      new Row("memcached_process_network_transmit_bytes_total", Type.COUNTER, "Bytes sent in the network namespace of the memcached process.", proc -> proc.netstat("OutOctets")));
  // spotless:on

  private final Path pidFile;
  private final Path proc;
  private volatile boolean found = true;

  private record Row(String name, Type type, String help, Value value) {}

  private interface Value {
    double of(ProcFile proc) throws IOException;
  }

  public ProcessMetrics(Path pidFile) {
    this(pidFile, Path.of("/proc"));
  }

  ProcessMetrics(Path pidFile, Path proc) {
    this.pidFile = pidFile;
    this.proc = proc;
  }

  /** The names of all families. */
  public static List<String> names() {
    return TABLE.stream().map(Row::name).toList();
  }

  /** Empty if the file has no pid or the process does not exist; logs this the first time. */
  @Override
  public List<MetricFamilySamples> collect() {
    List<MetricFamilySamples> families = new ArrayList<>();
    try {
      ProcFile process = new ProcFile(proc, Long.parseLong(Files.readString(pidFile).trim()));
      for (Row row : TABLE) {
        add(row, process, families);
      }
      found = true;
    } catch (IOException | RuntimeException e) {
      LogEvent.log(
          LOG,
          found ? Level.WARNING : Level.FINE,
          "process metrics unavailable",
          null,
          "file",
          pidFile,
          "err",
          e);
      found = false;
    }
    return families;
  }

  /** A file without read permission leaves out its own metric only. */
  private static void add(Row row, ProcFile process, List<MetricFamilySamples> families) {
    try {
      double value = row.value.of(process);
      if (!Double.isNaN(value)) {
        families.add(
            new MetricFamilySamples(
                row.name,
                row.type,
                row.help,
                List.of(new MetricFamilySamples.Sample(row.name, List.of(), List.of(), value))));
      }
    } catch (IOException | RuntimeException e) {
      LogEvent.debug(LOG, "process metric unavailable", "metric", row.name, "err", e);
    }
  }
}
