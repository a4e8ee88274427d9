package dev.memfleet.server.config;

/**
 * Which commands are allowed.
 *
 * @param shutdown the shutdown command works
 * @param flush flush_all works
 * @param dump cachedump, metadump and mgdump work
 * @param watch watchers are allowed
 * @param debug debugtime works
 * @param detail count per key prefix from the start
 * @param prefixDelimiter byte that ends a key's prefix
 * @param protocol auto, ascii or binary
 */
public record CommandOptions(
    boolean shutdown,
    boolean flush,
    boolean dump,
    boolean watch,
    boolean debug,
    boolean detail,
    char prefixDelimiter,
    Protocol protocol) {

  /** The protocols a connection may use. */
  public enum Protocol {
    AUTO("auto-negotiate"),
    ASCII("ascii"),
    BINARY("binary");

    private final String label;

    Protocol(String label) {
      this.label = label;
    }

    /** The name in {@code stats settings}. */
    public String label() {
      return label;
    }
  }
}
