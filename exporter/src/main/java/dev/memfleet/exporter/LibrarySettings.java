package dev.memfleet.exporter;

/**
 * Settings of the libraries beneath that make the start faster, applied before their classes are
 * loaded. System properties given on the command line of the JVM have precedence.
 */
final class LibrarySettings {
  private LibrarySettings() {}

  static void apply() {
    set("io.netty.jfr.enabled", "false");
    set("io.netty.leakDetection.level", "disabled");
    set("vertx.disableDnsResolver", "true"); // names are looked up by the dns package
    set("vertx.disableMetrics", "true");
  }

  private static void set(String name, String value) {
    if (System.getProperty(name) == null) {
      System.setProperty(name, value);
    }
  }
}
