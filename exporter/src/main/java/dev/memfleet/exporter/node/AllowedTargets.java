package dev.memfleet.exporter.node;

import dev.memfleet.exporter.settings.Type;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** What may be asked on request, besides the nodes that are watched. */
public record AllowedTargets(List<TargetPattern> patterns) {
  /** Nothing. */
  public static final AllowedTargets NONE = new AllowedTargets(List.of());

  /** A list of patterns. */
  public static final Type<AllowedTargets> TYPE =
      Type.list("list of patterns", TargetPattern::parse)
          .as(AllowedTargets::new, AllowedTargets::patterns);

  public AllowedTargets {
    patterns = List.copyOf(patterns);
  }

  /** What either allows. */
  public AllowedTargets or(AllowedTargets others) {
    List<TargetPattern> both = new ArrayList<>(patterns);
    both.addAll(others.patterns);
    return new AllowedTargets(both);
  }

  /** The addresses at which a target may be asked; empty when it may be asked nowhere. */
  public Optional<Predicate<InetAddress>> addresses(NodeAddress target) {
    return patterns.stream()
        .flatMap(pattern -> pattern.addresses(target).stream())
        .reduce(Predicate::or);
  }
}
