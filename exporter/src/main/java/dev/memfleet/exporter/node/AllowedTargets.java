package dev.memfleet.exporter.node;

import dev.memfleet.exporter.settings.Type;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The targets that may be scraped on demand, besides the watched nodes. */
public record AllowedTargets(List<TargetPattern> patterns) {
  /** Allows no targets. */
  public static final AllowedTargets NONE = new AllowedTargets(List.of());

  /** A list of patterns. */
  public static final Type<AllowedTargets> TYPE =
      Type.list("list of patterns", TargetPattern::parse)
          .as(AllowedTargets::new, AllowedTargets::patterns);

  public AllowedTargets {
    patterns = List.copyOf(patterns);
  }

  /** Allows what either of the two allows. */
  public AllowedTargets or(AllowedTargets others) {
    List<TargetPattern> both = new ArrayList<>(patterns);
    both.addAll(others.patterns);
    return new AllowedTargets(both);
  }

  /** The addresses at which a target may be scraped; empty if it is forbidden. */
  public Optional<Predicate<InetAddress>> addresses(NodeAddress target) {
    return patterns.stream()
        .flatMap(pattern -> pattern.addresses(target).stream())
        .reduce(Predicate::or);
  }
}
