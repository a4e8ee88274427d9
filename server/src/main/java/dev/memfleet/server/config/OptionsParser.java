package dev.memfleet.server.config;

import java.util.List;
import java.util.Map;

/**
 * Parses memcached's command line, with its flags, its defaults, and its messages and exit status
 * for errors. Flags are checked in the order given, then all of them together.
 */
public final class OptionsParser {
  private OptionsParser() {}

  /**
   * The options that these arguments request.
   *
   * @param environment where {@code MEMCACHED_PORT_FILENAME} and {@code MEMCACHED_SASL_PWDB} are
   *     looked up
   * @throws UsageException for help, license, version or an error: the program must end
   */
  public static Options parse(String version, Map<String, String> environment, List<String> args)
      throws UsageException {
    Draft draft = new Draft(version, environment);
    for (CommandLine.FlagValue value : CommandLine.split(args)) {
      value.flag().apply(draft, value.value());
    }
    draft.validate();
    return draft.options();
  }
}
