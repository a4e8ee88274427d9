package dev.memfleet.server.config;

import static dev.memfleet.server.config.UsageException.FAILURE;

import org.jspecify.annotations.Nullable;

/**
 * The value of a suboption of {@code -o}.
 *
 * @param label the suboption's name, for messages
 * @param text null if it has no value
 */
record Argument(String label, @Nullable String text) {
  private static final int MAX_PERCENT = 80;

  String requireNumeric() throws UsageException {
    return present("Missing numeric argument for " + label);
  }

  String requireArgument() throws UsageException {
    return present("Missing " + label + " argument");
  }

  String requireValue() throws UsageException {
    return present("Missing " + label + " value");
  }

  private String present(String message) throws UsageException {
    if (text == null) {
      throw new UsageException(FAILURE, message);
    }
    return text;
  }

  int percent() throws UsageException {
    int percent = Numbers.atoi(requireArgument());
    Draft.check(percent >= 1 && percent < MAX_PERCENT, label + " must be > 1 and < 80");
    return percent;
  }

  double factor() throws UsageException {
    double factor = Numbers.atof(requireArgument());
    Draft.check(factor > 0, label + " must be > 0");
    return factor;
  }

  /** An unsigned 32-bit number. */
  long unsigned() throws UsageException {
    String number = requireArgument();
    Draft.check(Numbers.isUnsignedInt(number), unreadable());
    return Long.parseLong(number);
  }

  String unreadable() {
    return "could not parse argument to " + label;
  }

  /** A size in bytes, given in units of a power of two; overflows at 32 bits as in memcached. */
  int buffer(int unitPower) throws UsageException {
    return (int) (unsigned() << unitPower);
  }
}
