package dev.memfleet.exporter;

/**
 * Settings of libraries that make the start faster, applied before their classes are loaded. System
 * properties given on the JVM's command line take precedence.
 */
final class LibrarySettings {
  private LibrarySettings() {}

  static void apply() {
    set("io.netty.jfr.enabled", "false");
    set("io.netty.leakDetection.level", "disabled");
    set("vertx.disableDnsResolver", "true"); // the dns package looks names up
    set("vertx.disableMetrics", "true");
  }

  private static void set(String name, String value) {
    if (System.getProperty(name) == null) {
      System.setProperty(name, value);
    }
  }
}
