package dev.memfleet.exporter.client;

/** A node speaks the binary protocol only, which lacks a command. */
public final class BinaryOnlyException extends Exception {
  BinaryOnlyException() {
    super("the binary protocol has no such command", null, false, false);
  }
}
