package dev.memfleet.server;

/**
 * Settings of the libraries, made before they are loaded, so that a bare {@code java -jar} is as
 * fast as the launcher. The JVM's command line takes precedence.
 */
final class LibrarySettings {
  private LibrarySettings() {}

  static void apply() {
    set("io.netty.noUnsafe", "false");
    set("io.netty.buffer.checkAccessible", "false");
    set("io.netty.buffer.checkBounds", "false");
    set("io.netty.leakDetection.level", "disabled");
    set("io.netty.allocator.type", "pooled");
    set("io.netty.allocator.numHeapArenas", "0");
    set("io.netty.allocator.numDirectArenas", "2");
    set("io.netty.allocator.useCacheForAllThreads", "false");
    set("io.netty.jfr.enabled", "false");
    set("vertx.disableDnsResolver", "true");
    set("vertx.disableMetrics", "true");
    set("vertx.disableFileCaching", "true");
    set("vertx.disableFileCPResolving", "true");
  }

  private static void set(String name, String value) {
    if (System.getProperty(name) == null) {
      System.setProperty(name, value);
    }
  }
}
