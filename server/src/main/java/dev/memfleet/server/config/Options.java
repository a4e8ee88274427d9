package dev.memfleet.server.config;

import dev.memfleet.server.store.StoreOptions;
import dev.memfleet.server.store.slab.AutomoveTuning;
import java.util.List;

/**
 * The settings that a server starts with.
 *
 * @param automove how pages move without a request, until a command changes it
 * @param notices warnings about options, logged once at the start
 */
public record Options(
    NetworkOptions network,
    StoreOptions store,
    AutomoveTuning automove,
    NominalOptions nominal,
    CommandOptions commands,
    TlsOptions tls,
    AuthOptions auth,
    BufferOptions buffers,
    ProcessOptions process,
    List<String> notices) {

  public Options {
    notices = List.copyOf(notices);
  }
}
