package dev.memfleet.server.config;

import java.util.List;

/**
 * The settings of a server at its start.
 *
 * @param notices what was asked for and cannot be done, to be logged once
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
