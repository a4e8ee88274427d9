package dev.memfleet.exporter.cli;

import dev.memfleet.exporter.settings.Suggestion;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Detects environment variables that resemble the agent's flags but match none. */
public final class Environment {
  /** Read by the launcher, or set by images for their own use. */
  private static final Set<String> OTHERS =
      Set.of("MEMFLEET_JAR", "MEMFLEET_OPTS", "MEMFLEET_VERSION", "MEMFLEET_HELP");

  /** Set by Kubernetes and Docker for services named {@code memfleet-something}. */
  private static final Pattern SERVICE_LINK =
      Pattern.compile(
          "MEMFLEET_(.*_)?(NAME|ENV_.*|SERVICE_HOST|SERVICE_PORT(_.*)?"
              + "|PORT(_[0-9]+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)?)");

  private Environment() {}

  /** A warning for each variable that matches no flag, with the one that it resembles. */
  public static List<String> warnings(Map<String, String> environment) {
    Set<String> known = new TreeSet<>();
    Flags.ALL.stream().map(Flag::variable).flatMap(Optional::stream).forEach(known::add);
    return new TreeSet<>(environment.keySet())
        .stream()
            .filter(name -> name.startsWith(Flag.PREFIX))
            .filter(name -> !known.contains(name) && !OTHERS.contains(name))
            .filter(name -> !SERVICE_LINK.matcher(name).matches())
            .map(name -> warning(name, known))
            .toList();
  }

  private static String warning(String name, Set<String> known) {
    return "environment variable %s stands for no flag and is ignored%s"
        .formatted(
            name,
            Suggestion.to(name, known).map(near -> " (did you mean " + near + "?)").orElse(""));
  }
}
