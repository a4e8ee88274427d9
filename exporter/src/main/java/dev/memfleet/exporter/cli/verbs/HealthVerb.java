package dev.memfleet.exporter.cli.verbs;

import dev.memfleet.exporter.cli.Exit;
import dev.memfleet.exporter.yaml.ConfigException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code health}: the health of each node and of the cluster. */
@Command(
    exitCodeList = {
      "0:HEALTHY: every node answered.",
      "1:DEGRADED: only some nodes answered; with --self, the agent is not healthy.",
      "2:DOWN: no node answered.",
      "3:Nothing was checked: the command line or configuration is invalid, or there is no agent."
    },
    exitCodeOnInvalidInput = HealthVerb.UNKNOWN,
    exitCodeOnExecutionException = HealthVerb.UNKNOWN,
    footer = {
      "",
      "Examples:",
      "  memfleet-exporter health cache-1 cache-2 cache-3",
      "  memfleet-exporter health --config.file=fleet.yml --wait=60s",
      "  memfleet-exporter health --self"
    })
final class HealthVerb implements Callable<Integer> {
  /** The exit status of monitoring plug-ins for unknown. */
  static final int UNKNOWN = 3;

  private static final Set<String> SCRAPED_METRICS = Set.of("memcached_uptime_seconds");
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final Shell shell;

  @Mixin private final SourceOption source;
  @Mixin private final FormatOption format = new FormatOption();

  @Option(
      names = "--wait",
      paramLabel = "duration",
      description = "Ask again every second, for at most this long, until the cluster is HEALTHY.")
  private Duration wait = Duration.ZERO;

  @Option(
      names = "--self",
      description =
          "Ask whether the agent on this machine is healthy, for a container's health check: the"
              + " one at --url, else at the first address of MEMFLEET_WEB_LISTEN_ADDRESS, else at"
              + " http://localhost:9150.")
  private boolean self;

  HealthVerb(Shell shell) {
    this.shell = shell;
    this.source = new SourceOption(shell);
  }

  @Override
  public Integer call() throws Exit, ConfigException, VerbException, InterruptedException {
    return self ? self() : cluster();
  }

  private int self() throws Exit, VerbException {
    AgentPages given = source.agent();
    AgentPages agent = given == null ? source.agentAt(LocalAgent.url(shell.environment())) : given;
    try {
      shell.out().println(agent.get("/-/healthy").strip());
      return 0;
    } catch (VerbException e) {
      shell.printError(String.valueOf(e.getMessage()));
      return 1;
    }
  }

  private int cluster() throws Exit, ConfigException, VerbException, InterruptedException {
    try (NodeSource nodes = source.open()) {
      Health health = ask(nodes);
      if (format.isText()) {
        shell.out().print(health.text(shell.colour()));
      } else {
        format.print(health.whole(), shell);
      }
      return health.status().exitCode;
    }
  }

  private Health ask(NodeSource nodes) throws VerbException, InterruptedException {
    long deadline = System.nanoTime() + wait.toNanos();
    try (WaitLine line = new WaitLine(shell)) {
      while (true) {
        Health health = round(nodes);
        long left = deadline - System.nanoTime();
        if (health.status() == Health.Status.HEALTHY || left <= 0) {
          return health;
        }
        line.show(health, Duration.ofNanos(left));
        TimeUnit.NANOSECONDS.sleep(Math.min(left, PAUSE.toNanos()));
      }
    }
  }

  private Health round(NodeSource nodes) throws VerbException {
    try (Progress progress = new Progress(shell, "asking", nodes.targets().size())) {
      return new Health(nodes.ask(SCRAPED_METRICS, progress));
    }
  }
}
