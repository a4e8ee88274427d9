package dev.memfleet.exporter.cli;

import dev.memfleet.exporter.settings.Suggestion;
import dev.memfleet.exporter.text.LogEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.logging.Logger;
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

  private static final Logger LOG = Logger.getLogger(Environment.class.getName());

  private Environment() {}

  /** Logs a warning for each variable that matches no flag, with the one that it resembles. */
  public static void logUnknown(Map<String, String> environment) {
    Set<String> known = new TreeSet<>();
    Flags.ALL.stream().map(Flag::variable).flatMap(Optional::stream).forEach(known::add);
    new TreeSet<>(environment.keySet())
        .stream()
            .filter(name -> name.startsWith(Flag.PREFIX))
            .filter(name -> !known.contains(name) && !OTHERS.contains(name))
            .filter(name -> !SERVICE_LINK.matcher(name).matches())
            .forEach(name -> warn(name, known));
  }

  private static void warn(String name, Set<String> known) {
    List<Object> fields = new ArrayList<>(List.of("name", name, "reason", "no such flag"));
    Suggestion.to(name, known).ifPresent(near -> fields.addAll(List.of("did_you_mean", near)));
    LogEvent.warning(LOG, "environment variable ignored", fields.toArray());
  }
}
