package dev.memfleet.server.config;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Splits arguments into flags as getopt_long does: clusters of letters, values joined or apart,
 * abbreviated long names, {@code --} as the end. Words that are not flags are ignored.
 */
final class CommandLine {
  private static final int ILLEGAL = 1;

  /** One flag found, with its value if it takes one. */
  record FlagValue(Flag flag, String value) {}

  private final List<String> args;
  private int next;

  private CommandLine(List<String> args) {
    this.args = args;
  }

  static List<FlagValue> split(List<String> args) throws UsageException {
    return new CommandLine(args).split();
  }

  private List<FlagValue> split() throws UsageException {
    List<FlagValue> values = new ArrayList<>();
    while (next < args.size()) {
      String word = args.get(next++);
      if (word.equals("--")) {
        break;
      } else if (word.startsWith("--")) {
        values.add(longFlag(word.substring(2)));
      } else if (word.length() > 1 && word.charAt(0) == '-') {
        letters(word, values);
      }
    }
    return values;
  }

  private FlagValue longFlag(String word) throws UsageException {
    int equals = word.indexOf('=');
    String name = equals < 0 ? word : word.substring(0, equals);
    Flag flag = byName(name);
    if (flag == null) {
      throw illegal("unrecognized option '--" + word + "'");
    }
    if (!flag.takesValue()) {
      if (equals >= 0) {
        throw illegal("option '--" + flag.longName + "' doesn't allow an argument");
      }
      return new FlagValue(flag, "");
    }
    if (equals >= 0) {
      return new FlagValue(flag, word.substring(equals + 1));
    }
    if (next == args.size()) {
      throw illegal("option '--" + flag.longName + "' requires an argument");
    }
    return new FlagValue(flag, args.get(next++));
  }

  /** The flag with this exact name, or the only one whose name starts with it. */
  private static @Nullable Flag byName(String name) {
    Flag found = null;
    for (Flag flag : Flag.values()) {
      if (flag.longName.equals(name)) {
        return flag;
      }
      if (flag.longName.startsWith(name)) {
        if (found != null) {
          return null;
        }
        found = flag;
      }
    }
    return found;
  }

  private void letters(String word, List<FlagValue> values) throws UsageException {
    for (int i = 1; i < word.length(); i++) {
      Flag flag = byLetter(word.charAt(i));
      if (flag == null) {
        throw illegal("invalid option -- '" + word.charAt(i) + "'");
      }
      if (!flag.takesValue()) {
        values.add(new FlagValue(flag, ""));
        continue;
      }
      if (i + 1 < word.length()) {
        values.add(new FlagValue(flag, word.substring(i + 1)));
      } else if (next < args.size()) {
        values.add(new FlagValue(flag, args.get(next++)));
      } else {
        throw illegal("option requires an argument -- '" + word.charAt(i) + "'");
      }
      return;
    }
  }

  private static @Nullable Flag byLetter(char letter) {
    for (Flag flag : Flag.values()) {
      if (flag.letter == letter) {
        return flag;
      }
    }
    return null;
  }

  private static UsageException illegal(String message) {
    return new UsageException(ILLEGAL, "memcached: " + message + "\nIllegal argument \"?\"");
  }
}
