package dev.memfleet.exporter.cli;

import dev.memfleet.exporter.node.NodeAddress;
import dev.memfleet.exporter.node.Shard;
import dev.memfleet.exporter.node.TlsSettings;
import dev.memfleet.exporter.protocol.Section;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The values of all flags, and settings derived from several of them. */
public final class Options {
  private final Map<Flag<?>, Object> values;
  private final Set<Flag<?>> given;
  private final Shard shard;

  /**
   * @param values of every flag, each of the flag's type
   * @param given the flags that were set explicitly
   */
  Options(Map<Flag<?>, Object> values, Set<Flag<?>> given, Shard shard) {
    this.values = Map.copyOf(values);
    this.given = Set.copyOf(given);
    this.shard = shard;
  }

  /** The value of a flag. */
  @SuppressWarnings("unchecked") // checked by the flag's type when parsed
  public <T> T get(Flag<T> flag) {
    return (T) Objects.requireNonNull(values.get(flag), flag.name());
  }

  /** Whether a switch is on, or a flag without a default has a value. */
  boolean isSet(Flag<?> flag) {
    Object value = values.get(flag);
    return Boolean.TRUE.equals(value) || (value instanceof Optional<?> set && set.isPresent());
  }

  /**
   * The node of the telemetry path; empty for none, which is the default with a configuration file.
   */
  public Optional<NodeAddress> memcachedAddress() {
    boolean none = isSet(Flags.CONFIG_FILE) && !given.contains(Flags.ADDRESS);
    return none ? Optional.empty() : get(Flags.ADDRESS);
  }

  /** TLS settings for nodes that have no profile of their own; empty for plain text. */
  public Optional<TlsSettings> tls() {
    if (!get(Flags.TLS)) {
      return Optional.empty();
    }
    return Optional.of(
        new TlsSettings(
            get(Flags.TLS_CA),
            get(Flags.TLS_CERT),
            get(Flags.TLS_KEY),
            get(Flags.TLS_SERVER_NAME),
            get(Flags.TLS_INSECURE)));
  }

  /** The shard of nodes to poll. */
  public Shard shard() {
    return shard;
  }

  /** The prefix of every path, without a slash at its end; empty for none. */
  public String routePrefix() {
    return get(Flags.ROUTE_PREFIX)
        .or(() -> get(Flags.EXTERNAL_URL).map(url -> WebPath.prefix(url.path())))
        .orElse("");
  }

  /**
   * The prefix of each path in links: that of the reverse proxy if configured, else the agent's
   * own.
   */
  public String linkBase() {
    return get(Flags.EXTERNAL_URL)
        .map(url -> url.path().replaceFirst("/$", ""))
        .orElseGet(this::routePrefix);
  }

  /** The sections to ask for without a configuration file. */
  public Set<Section> collectors() {
    return collectors(Section.USUAL);
  }

  /** The sections to ask for: those of the file, overridden by flags. */
  public Set<Section> collectors(Set<Section> configured) {
    Set<Section> sections = EnumSet.noneOf(Section.class);
    for (Section section : Section.values()) {
      if (asksFor(section, configured.contains(section))) {
        sections.add(section);
      }
    }
    return Collections.unmodifiableSet(sections);
  }

  /** A section's own switch takes precedence over the one for both slab sections. */
  private boolean asksFor(Section section, boolean configured) {
    Flag<Boolean> own = Flags.collector(section);
    if (given.contains(own)) {
      return get(own);
    }
    boolean ofSlabs = section == Section.ITEMS || section == Section.SLABS;
    return (ofSlabs && given.contains(Flags.SLAB)) ? get(Flags.SLAB) : configured;
  }
}
