package dev.memfleet.exporter.http.pages;

import dev.memfleet.exporter.http.server.Route;
import java.util.function.BooleanSupplier;

/** {@code /-/healthy} and {@code /-/ready}, for those who start the agent again or wait for it. */
public final class ProbePages {
  private ProbePages() {}

  /** 200 as long as the agent answers at all. */
  public static Route healthy() {
    return exchange -> exchange.text(200, "Memfleet exporter is healthy.");
  }

  /** 200 after every source has answered and the first poll round ended, 503 before. */
  public static Route ready(BooleanSupplier ready) {
    return exchange ->
        ready.getAsBoolean()
            ? exchange.text(200, "Memfleet exporter is ready.")
            : exchange.text(503, "The first poll round has not ended.");
  }
}
