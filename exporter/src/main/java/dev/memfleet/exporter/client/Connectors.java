package dev.memfleet.exporter.client;

import dev.memfleet.exporter.node.Credentials;
import dev.memfleet.exporter.node.Profile;
import dev.memfleet.exporter.node.TlsSettings;
import dev.memfleet.exporter.protocol.AnswerMemory;
import io.vertx.core.Vertx;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The connectors of all profiles. Confined to one event loop. */
public final class Connectors {
  private final Confinement loop = new Confinement();
  private final Vertx vertx;
  private final Resolver resolver;
  private final AnswerMemory answerMemory = new AnswerMemory();
  private final Map<Security, Connector> connectors = new HashMap<>();

  /** The part of a profile that affects connections. */
  private record Security(Optional<TlsSettings> tls, Optional<Credentials> credentials) {
    static Security of(Profile profile) {
      return new Security(profile.tls(), profile.credentials());
    }
  }

  public Connectors(Vertx vertx) {
    this.vertx = vertx;
    this.resolver = new Resolver(vertx);
  }

  /** The connector of a profile; the same one while it is retained. */
  public Connector of(Profile profile) {
    loop.check();
    return connectors.computeIfAbsent(
        Security.of(profile), unknown -> new Connector(vertx, resolver, answerMemory, profile));
  }

  /** The shared resolver of host names. */
  public Resolver resolver() {
    return resolver;
  }

  /** Drops the connectors of all other profiles; their connections stay open. */
  public void retain(Collection<Profile> profiles) {
    loop.check();
    Set<Security> wanted = new HashSet<>();
    profiles.forEach(profile -> wanted.add(Security.of(profile)));
    connectors.keySet().retainAll(wanted);
  }
}
