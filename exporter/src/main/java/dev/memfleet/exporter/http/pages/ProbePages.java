package dev.memfleet.exporter.http.pages;

import dev.memfleet.exporter.http.server.Route;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** {@code /-/healthy} and {@code /-/ready}: liveness and readiness probes. */
public final class ProbePages {
  private ProbePages() {}

  /** 200 while the agent is healthy, else 503 with the problems. */
  public static Route healthy(Supplier<List<String>> problems) {
    return exchange -> {
      List<String> wrong = problems.get();
      return wrong.isEmpty()
          ? exchange.text(200, "Memfleet exporter is healthy.")
          : exchange.text(503, String.join("\n", wrong));
    };
  }

  /** 200 after every source has answered and the first poll round ended, 503 before. */
  public static Route ready(BooleanSupplier ready) {
    return exchange ->
        ready.getAsBoolean()
            ? exchange.text(200, "Memfleet exporter is ready.")
            : exchange.text(503, "The first poll round has not ended.");
  }
}
