package dev.memfleet.server.config;

import java.util.List;

/**
 * The settings that a server starts with.
 *
 * @param notices requests that cannot be met, to be logged once
 */
public record Options(
    NetworkOptions network,
    MemoryOptions memory,
    LruOptions lru,
    CommandOptions commands,
    AuthOptions auth,
    BufferOptions buffers,
    ProcessOptions process,
    List<String> notices) {

  public Options {
    notices = List.copyOf(notices);
  }
}
